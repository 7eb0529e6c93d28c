"""aiosmtpd on 127.0.0.1:argv[1]: each mail becomes a file of a maildir in argv[2], which nobody flushes to the disk."""
import asyncio
import sys

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.handlers import Mailbox

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
controller = UnthreadedController(Mailbox(sys.argv[2] + "/mail"), hostname="127.0.0.1", port=int(sys.argv[1]), loop=loop)
controller.begin()
loop.run_forever()
