"""``abstand serve``: the web app over a store."""

from __future__ import annotations

import gc
import ipaddress
import os
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from abstand.cli.options import DEFAULT_STORE, AsOfOption, EntitiesOption, StoreOption, existing_store
from abstand.cli.output import console

if TYPE_CHECKING:
    from abstand.store import Store
    from abstand.web.measured import Measured

PASSWORD = "ABSTAND_PASSWORD"


def serve(
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on.")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name under which it is asked, beside those of loopback.")
    ] = None,
    as_of: AsOfOption = None,
    entities: EntitiesOption = None,
) -> None:
    """Show a store in the browser. Beyond loopback it needs a password, in the variable ABSTAND_PASSWORD."""
    import uvicorn  # only here: no other verb waits for it

    from abstand.web import create_app

    password = os.environ.get(PASSWORD) or None
    if not is_loopback(host) and password is None:
        raise typer.BadParameter(f"{host} can be reached by others: set a password in the variable {PASSWORD} first")
    app = create_app(existing_store(store, as_of), password=password, hosts=(host, *(name or ())))
    Thread(target=_begin, args=(app.state.measured, app.state.store), daemon=True).start()
    console().print(f"http://{host}:{port}/  (end with Ctrl+C)")
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning")
    finally:
        gc.unfreeze()  # else libraries complain at the end of what was not freed


def _begin(measured: Measured, store: Store) -> None:
    """Read what every answer starts from.

    It stays until something new is stored: no collection of garbage need walk through its million objects.
    """
    measured.begin(store)
    gc.collect()
    gc.freeze()


def is_loopback(host: str) -> bool:
    """Whether only this machine can ask at this address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
