"""What the reference reader of safetensors (Rust, by way of the Python package) accepts, as a table.

    python3 -m venv venv && venv/bin/pip install safetensors==0.8.0
    venv/bin/python safetensors-verdicts.py > safetensors-verdicts.tsv

Each line: name, verdict (the reader's error, or "ok"), the file in base64.
"""
import base64
import struct

from safetensors import deserialize

CASES = []


def case(name, header, data=b"", length=None, raw=None):
    if isinstance(header, str):
        header = header.encode("utf-8", "surrogatepass")
    file = raw if raw is not None else struct.pack("<Q", len(header) if length is None else length) + header + data
    CASES.append((name, file))


def one(name, dtype='"F32"', shape="[2]", offsets="[0,8]", data=8, key='"a"', more="", before="{", after="}"):
    case(name, f'{before}{key}:{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}{more}}}{after}', bytes(data))


one("plain")
case("empty object", "{}")
case("empty object with metadata", '{"__metadata__":{"a":"b"}}')
case("metadata null", '{"__metadata__":null}')
case("metadata number", '{"__metadata__":{"a":1}}')
case("metadata of null", '{"__metadata__":{"a":null}}')
case("metadata array", '{"__metadata__":[]}')
case("metadata string", '{"__metadata__":"a"}')
case("metadata twice", '{"__metadata__":{},"__metadata__":{}}')
case("key in metadata twice", '{"__metadata__":{"a":"b","a":"c"}}')
case("nothing", "", raw=b"")
case("seven bytes", "", raw=bytes(7))
case("header of length 0", "")
case("header of length 1", "{")
case("header longer than the file", "{}", length=3)
case("header of 2^63 bytes", "{}", length=1 << 63)
case("header of 2^64 - 1 bytes", "{}", length=(1 << 64) - 1)
case("header of 100000001 bytes", "{}", length=100_000_001)
for label, text in {"space": " ", "tab": "\t", "newline": "\n", "return": "\r", "two spaces": "  "}.items():
    case(f"{label} before", text + "{}")
    case(f"{label} after", "{}" + text)
for label, text in {"nul": "\0", "form feed": "\f", "bom": "\ufeff", "nbsp": "\u00a0", "letter": "x", "comma": ",",
                    "brace": "}", "object": "{}", "comment": "/*a*/", "hash": "#a"}.items():
    case(f"{label} before the object", text + "{}")
    case(f"{label} after the object", "{}" + text)
case("array", "[]")
case("null", "null")
case("string", '"a"')
case("not closed", "{")
case("trailing comma", '{"__metadata__":{},}')
case("single quotes", "{'__metadata__':{}}")
case("name without quotes", "{__metadata__:{}}")
one("trailing comma in shape", shape="[2,]")
one("comment", shape="[2/*a*/]")
one("whitespace inside", shape="[ 2\n]", offsets="[\t0 , 8\r]")
one("form feed inside", shape="[\f2]")
# text
case("invalid utf-8", b'{"\xff":' + b'{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8))
case("overlong utf-8", b'{"\xc0\x80":' + b'{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8))
case("surrogate in utf-8", b'{"\xed\xa0\x80":' + b'{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8))
case("utf-8 beyond unicode", b'{"\xf4\x90\x80\x80":' + b'{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8))
case("cut utf-8", b'{"__metadata__":{"a":"b"}}\xc3')
case("invalid utf-8 in metadata", b'{"__metadata__":{"a":"\xfe"}}')
case("utf-16", '{"__metadata__":{}}'.encode("utf-16-le"))
one("four bytes of utf-8", key='"\U0001f600"')
one("escaped pair", key=r'"\ud83d\ude00"')
one("lone high surrogate", key=r'"\ud800"')
one("lone low surrogate", key=r'"\udc00"')
one("high surrogate and letter", key=r'"\ud800a"')
one("high surrogate and escape", key=r'"\ud800\n"')
one("surrogates the wrong way round", key=r'"\ude00\ud83d"')
case("lone surrogate in metadata", r'{"__metadata__":{"a":"\ud800"}}')
case("lone surrogate in a key of metadata", r'{"__metadata__":{"\udfff":"a"}}')
one("lone surrogate in an unknown field", more=r',"x":"\ud800"')
one("lone surrogate in dtype", dtype=r'"F32\ud800"')
one("escapes", key=r'"\"\\\/\b\f\n\r\t\u0041"')
one("unknown escape", key=r'"\x41"')
one("short escape", key=r'"\u41"')
one("escaped nul", key=r'"\u0000"')
one("control character", key='"\x01"')
one("newline in a name", key='"\n"')
one("delete in a name", key='"\x7f"')
one("empty name", key='""')
one("escaped dtype", dtype=r'"F\u0033\u0032"')
one("escaped field", key='"b"', more=r',"sh\u0061pes":1')
# numbers
for n in ["-0", "0.0", "-0.0", "0e0", "0e1", "00", "+0", "-1", "0x0", "null", '"0"', "[]", "{}", "true", "NaN",
          "18446744073709551615", "18446744073709551616", "9223372036854775808", "1e999", "0E0"]:
    one(f"begins at {n}", offsets=f"[{n},8]")
for n in ["8.0", "8e0", "80e-1", "08", "+8", "-8", "8.", ".8", "8e", "9", "7", "4", "18446744073709551615",
          "18446744073709551616", "Infinity", "1e1", "0"]:
    one(f"ends at {n}", offsets=f"[0,{n}]")
for n in ["2.0", "2e0", "02", "+2", "-2", "-0", "1", "3", "0", "18446744073709551615", "18446744073709551616",
          "4611686018427387906", "2305843009213693954", "9223372036854775810", "4294967296,4294967296",
          "9223372036854775808,2", "1e0,2", "1,2", "2,1", "2,1,1,1", "0,18446744073709551615", "null", '"2"', "[2]", "true"]:
    one(f"shape [{n}]", shape=f"[{n}]")
one("shape overflows then is zero", shape="[18446744073709551615,2,0]", offsets="[0,0]", data=0)
one("shape is zero, then large", shape="[0,18446744073709551615,2]", offsets="[0,0]", data=0)
one("shape with largest and zero", shape="[18446744073709551615,0]", offsets="[0,0]", data=0)
one("shape null", shape="null")
one("shape number", shape="2")
one("shape object", shape="{}")
one("shape string", shape='"2"')
one("scalar", shape="[]", offsets="[0,4]", data=4)
one("zero size", shape="[0]", offsets="[0,0]", data=0)
one("zero size of three", shape="[3,0,2]", offsets="[0,0]", data=0)
one("long shape", shape="[" + ",".join(["1"] * 500) + ",2]")
for offsets in ["[0]", "[]", "[0,8,8]", "[8,0]", "null", "8", '"0,8"', "{}", "[0,8,null]", "[[0,8]]", '{"0":0,"1":8}']:
    one(f"offsets {offsets}", offsets=offsets)
# fields
case("no dtype", '{"a":{"shape":[2],"data_offsets":[0,8]}}', bytes(8))
case("no shape", '{"a":{"dtype":"F32","data_offsets":[0,8]}}', bytes(8))
case("no offsets", '{"a":{"dtype":"F32","shape":[2]}}', bytes(8))
case("tensor null", '{"a":null}')
case("tensor number", '{"a":1}')
case("tensor string", '{"a":"F32"}')
case("tensor array", '{"a":[]}')
case("tensor empty", '{"a":{}}')
one("unknown field", more=',"x":1')
one("unknown field null", more=',"x":null')
one("unknown field nested", more=',"x":{"y":[1,{"z":true}]}')
one("unknown field twice", more=',"x":1,"x":2')
one("unknown field twice, nested", more=',"x":{"y":1,"y":2}')
one("unknown field infinite", more=',"x":1e999')
one("unknown field minus infinite", more=',"x":-1e999')
one("unknown field tiny", more=',"x":1e-999')
one("unknown field minus zero", more=',"x":-0')
one("unknown field bad number", more=',"x":01')
one("unknown field bad word", more=',"x":nul')
one("unknown field of many digits", more=',"x":' + "1" * 300)
one("unknown field of too many digits", more=',"x":' + "1" * 400)
one("dtype twice", more=',"dtype":"F32"')
one("shape twice", more=',"shape":[2]')
one("offsets twice", more=',"data_offsets":[0,8]')
one("Shape of capital letter", more=',"Shape":[3]')
one("fields in another order", more=',"z":0', key='"a"')
case("offsets first", '{"a":{"data_offsets":[0,8],"shape":[2],"dtype":"F32"}}', bytes(8))
for depth in [10, 100, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 200, 1000, 100000]:
    one(f"unknown field {depth} arrays deep", more=',"x":' + "[" * depth + "]" * depth)
    one(f"unknown field {depth} objects deep", more=',"x":' + '{"a":' * depth + "1" + "}" * depth)
# dtypes
for dtype, size in {"BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "F8_E8M0": 1, "I16": 2, "U16": 2, "F16": 2,
                    "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8, "C64": 8, "C128": 16,
                    "F8_E4M3FNUZ": 1, "F8_E5M2FNUZ": 1}.items():
    one(f"dtype {dtype}", dtype=f'"{dtype}"', offsets=f"[0,{2 * size}]", data=2 * size)
for dtype, bits in {"F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U4": 4, "I4": 4}.items():
    one(f"dtype {dtype} by 4", dtype=f'"{dtype}"', shape="[4]", offsets=f"[0,{bits // 2}]", data=bits // 2)
    one(f"dtype {dtype} by 2", dtype=f'"{dtype}"', shape="[2]", offsets=f"[0,{bits // 4}]", data=bits // 4)
    one(f"dtype {dtype} by 1", dtype=f'"{dtype}"', shape="[1]", offsets="[0,1]", data=1)
for dtype in ["f32", "F32 ", "", "FLOAT", "F31", "float32"]:
    one(f"dtype '{dtype}'", dtype=f'"{dtype}"')
for dtype in ["null", "1", "[]", "{}", "true", '{"F32":null}', '["F32"]', '{"F32":1}']:
    one(f"dtype {dtype}", dtype=dtype)
one("tensor as a list", before='{"b":["F32",[0],[0,0]],')
# bytes
one("a byte too few", data=7)
one("a byte too many", data=9)
one("no bytes", data=0)
one("hole before", offsets="[4,12]", data=12)
one("hole of a byte", offsets="[1,9]", data=9)
A, B = '"a":{"dtype":"F32","shape":[1],"data_offsets":[%d,%d]}', '"b":{"dtype":"F32","shape":[1],"data_offsets":[%d,%d]}'
for a, b, data in [((0, 4), (4, 8), 8), ((4, 8), (0, 4), 8), ((0, 4), (0, 4), 4), ((0, 4), (8, 12), 12),
                   ((0, 4), (2, 6), 6), ((0, 4), (3, 7), 7), ((0, 4), (4, 8), 4), ((0, 4), (4, 8), 12)]:
    case(f"a at {a}, b at {b} of {data}", "{" + A % a + "," + B % b + "}", bytes(data))
Z = '"z":{"dtype":"F32","shape":[0],"data_offsets":[%d,%d]}'
for at in [(0, 0), (4, 4), (2, 2), (8, 8), (9, 9)]:
    case(f"nothing at {at} of two", "{" + Z % at + "," + A % (0, 4) + "," + B % (4, 8) + "}", bytes(8))
case("name twice, alike", "{" + A % (0, 4) + "," + A % (0, 4) + "}", bytes(4))
case("name twice, the second right", "{" + A % (4, 8) + "," + A % (0, 4) + "}", bytes(4))
case("name twice, the first right", "{" + A % (0, 4) + "," + A % (4, 8) + "}", bytes(4))
case("name twice, escaped", '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', bytes(4))

for name, file in CASES:
    try:
        deserialize(file)
        verdict = "ok"
    except Exception as e:
        verdict = " ".join(str(e).split())[:110]
    text = base64.b64encode(file).decode()
    if len(file) < 20000:
        print(name, verdict, text, sep="\t")
