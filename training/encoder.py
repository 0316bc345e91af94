"""The encoder in torch: multilingual-e5-small, a post-LN BERT of 12 layers, with the kept pieces' embeddings."""

from __future__ import annotations

import numpy as np
import torch
from pack import Pack
from torch import Tensor, nn
from torch.nn import functional

from abstand.coding.reader.hints import CUE_HINTS, MARKER_HINTS

DROPOUT = 0.1
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
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        x = self.attention_norm(x + self._drop(self.out(seen.transpose(1, 2).reshape(x.shape))))
        return self.norm(x + self._drop(self.down(functional.gelu(self.up(x)))))

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, DROPOUT, self.training)


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
        return self.upper(self.lower(ids, mask), mask, cues, markers)

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The hidden states after the embeddings and the lower layers, which know nothing of hints."""
        x = self.norm(self.word[ids].float() * self.scale[ids] + self.position[: ids.shape[1]])
        return self._run(x, mask, self.layers[: self.hinted])

    def upper(self, x: Tensor, mask: Tensor, cues: Tensor, markers: Tensor) -> Tensor:
        """The hidden states of all layers, given those of the lower ones and the hints."""
        return self._run(x + self.cue(cues) + self.marker(markers), mask, self.layers[self.hinted :])

    def _run(self, x: Tensor, mask: Tensor, layers: nn.ModuleList) -> Tensor:
        bias = (1 - mask[:, None, None, :].float()) * MASKED
        for layer in layers:
            x = layer(x, bias)
        return x
