"""The encoder in torch: multilingual-e5-small, a post-LN BERT of 12 layers, with the kept pieces' embeddings."""

from __future__ import annotations

import numpy as np
import torch
from pack import Pack
from torch import Tensor, nn
from torch.nn import functional

from abstand.coding.reader.hints import CUE_HINTS, MARKER_HINTS

DROPPED = 26  # of 256 values
FORGOTTEN = 0.06  # share of the words
MASKED = -1e4
HINT_STD = 0.1  # the hidden states have about 0.5


def _norm(pack: Pack, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(pack.hidden, eps=pack.epsilon)
    norm.weight.data, norm.bias.data = (torch.from_numpy(pack.tensor(f"{name}.{part}")) for part in "wb")
    return norm


def _linear(pack: Pack, names: list[str], outputs: int, inputs: int) -> nn.Linear:
    """Several projections of the pack side by side in one."""
    linear = nn.Linear(inputs, outputs * len(names))
    weights = [torch.from_numpy(pack.tensor(f"{name}.w")).view(outputs, inputs) for name in names]
    linear.weight.data = torch.cat(weights)
    linear.bias.data = torch.cat([torch.from_numpy(pack.tensor(f"{name}.b")) for name in names])
    return linear


class Layer(nn.Module):
    """One layer: attention, feed-forward, each followed by a sum and a norm."""

    def __init__(self, pack: Pack, number: int) -> None:
        super().__init__()
        name, width = f"l{number}.", pack.hidden
        self.heads = pack.heads
        self.qkv = _linear(pack, [name + part for part in "qkv"], width, width)
        self.out = _linear(pack, [name + "ao"], width, width)
        self.attention_norm = _norm(pack, name + "aln")
        self.up = _linear(pack, [name + "fi"], pack.inner, width)
        self.down = _linear(pack, [name + "fo"], width, pack.inner)
        self.norm = _norm(pack, name + "oln")

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` (B, n, hidden); ``bias`` (B, 1, 1, n), 0 for tokens and MASKED for padding."""
        rows, width, _ = x.shape
        query, key, value = self.qkv(x).view(rows, width, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # torch's own attention is eight times slower than this on a processor in bf16
        score = (query @ key.transpose(-1, -2)).float() / query.shape[-1] ** 0.5 + bias
        seen = score.softmax(-1).to(value.dtype) @ value
        x = self.attention_norm(x + self._drop(self.out(seen.transpose(1, 2).reshape(x.shape))))
        return self.norm(x + self._drop(self.down(functional.gelu(self.up(x)))))

    def _drop(self, x: Tensor) -> Tensor:
        return x * _chance(x.shape) if self.training else x


def _chance(shape: torch.Size) -> Tensor:
    """Dropout's factors, one byte of chance each: torch's own dropout takes a tenth of a step on a processor."""
    words = torch.randint(-(2**63), 2**63 - 1, (-(-shape.numel() // 8),))
    kept = words.view(torch.uint8)[: shape.numel()].view(shape) >= DROPPED
    return kept.to(torch.bfloat16) * (256 / (256 - DROPPED))


class Encoder(nn.Module):
    """Token ids to hidden states. The hints of the word lists join in above the ``hinted`` lowest layers.

    The embeddings of pieces are never trained; they are int8 with a scale a row.
    """

    word: Tensor
    position: Tensor

    def __init__(self, pack: Pack, kept: list[int], hinted: int) -> None:
        super().__init__()
        self.hinted = hinted
        table = pack.tensor("emb.word").reshape(-1, pack.hidden)[kept]
        kind = pack.tensor("emb.type").reshape(-1, pack.hidden)[0]
        scale = np.abs(table).max(1, keepdims=True) / 127
        self.register_buffer("word", torch.from_numpy(np.round(table / scale).astype(np.int8)))
        self.register_buffer("scale", torch.from_numpy(scale))
        self.register_buffer("position", torch.from_numpy(pack.tensor("emb.pos").reshape(-1, pack.hidden) + kind))
        self.norm = _norm(pack, "emb.ln")
        self.layers = nn.ModuleList(Layer(pack, number) for number in range(pack.layers))
        self.cue = nn.Embedding(len(CUE_HINTS) + 1, pack.hidden, padding_idx=0)
        self.marker = nn.Embedding(len(MARKER_HINTS) + 1, pack.hidden, padding_idx=0)
        for table in (self.cue, self.marker):
            nn.init.normal_(table.weight[1:], std=HINT_STD)

    def forward(self, ids: Tensor, mask: Tensor, cues: Tensor, markers: Tensor) -> Tensor:
        """Hidden states (B, n, hidden) of ids, mask and hints (B, n)."""
        bias = (1 - mask[:, None, None, :].float()) * MASKED
        words = self._forget(self.word[ids].float() * self.scale[ids])
        x = self.norm(words + self.position[: ids.shape[1]])
        for number, layer in enumerate(self.layers):
            if number == self.hinted:
                x = x + self.cue(cues) + self.marker(markers)
            x = layer(x, bias)
        return x

    def _forget(self, words: Tensor) -> Tensor:
        """Some words left out while learning, so that no act hangs on a single one."""
        return words * (torch.rand(words.shape[:2]) >= FORGOTTEN)[..., None] if self.training else words
