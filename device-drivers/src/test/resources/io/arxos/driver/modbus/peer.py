# A Modbus server by pymodbus, for tests: peer.py tcp|rtu-tcp PORT, or peer.py serial DEVICE.
# Commands on stdin, one a line: "holding ADDRESS VALUE" and "coil ADDRESS"; the latter is answered.
# Every write of a client is told as "written FUNCTION".
import sys
import threading

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartSerialServer, StartTcpServer
from pymodbus.transaction import ModbusRtuFramer

mode, place = sys.argv[1], sys.argv[2]


class Store(ModbusSlaveContext):
    own = False

    def setValues(self, fx, address, values):
        if not Store.own:
            print("written", fx, flush=True)
        super().setValues(fx, address, values)


def block():
    return ModbusSequentialDataBlock(0, [0] * 1000)


store = Store(di=block(), co=block(), hr=block(), ir=block(), zero_mode=True)
context = ModbusServerContext(slaves=store, single=True)


def commands():
    for line in sys.stdin:
        words = line.split()
        if words[0] == "holding":
            store.store["h"].setValues(int(words[1]), [int(words[2])])
            print("done", flush=True)
        else:
            print("coil", int(store.store["c"].getValues(int(words[1]), 1)[0]), flush=True)


threading.Thread(target=commands, daemon=True).start()
print("ready", flush=True)
if mode == "serial":
    StartSerialServer(context=context, framer=ModbusRtuFramer, port=place, baudrate=19200)
elif mode == "rtu-tcp":
    StartTcpServer(context=context, framer=ModbusRtuFramer, address=("127.0.0.1", int(place)), allow_reuse_address=True)
else:
    StartTcpServer(context=context, address=("127.0.0.1", int(place)), allow_reuse_address=True)
