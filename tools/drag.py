#!/usr/bin/python3
"""A corner of the screen from which files can be dragged, as from a file manager.

    tools/drag.py FILE…     says "ready" when it can be dragged, "dropped" or "refused" when it was, and ends

Needs python3-gi and gir1.2-gtk-3.0.
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

uris = [pathlib.Path(path).absolute().as_uri() for path in sys.argv[1:]]
outcome = "dropped"


def failed(_widget, _context, _result):
    global outcome
    outcome = "refused"
    return True


# Without the window manager, which would make it fill the screen.
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(60, 40)
window.move(0, 0)
corner = Gtk.EventBox()
corner.add(Gtk.Label(label="Files"))
window.add(corner)
corner.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
corner.drag_source_add_uri_targets()
corner.connect("drag-data-get", lambda _widget, _context, data, _info, _time: data.set_uris(uris))
corner.connect("drag-failed", failed)
corner.connect("drag-end", lambda _widget, _context: Gtk.main_quit())
window.show_all()
print("ready", flush=True)
Gtk.main()
print(outcome, flush=True)
