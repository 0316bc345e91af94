from abstand.merging.events import assemble
