"""Checks recorded answers against botocore's service models.

check.py DIRECTORY: reads what clients sent, N.request, and what they were answered, N.response, and
prints a JSON list of {service, action, status, problems}.
"""

import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

from botocore.loaders import Loader
from botocore.model import ServiceModel

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
RFC822 = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
NUMBER = re.compile(r"-?\d+")
REAL = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")

# What every answer of S3 may carry, whatever the operation's model says.
COMMON_HEADERS = {"x-amz-request-id", "x-amz-id-2", "x-amzn-requestid", "x-amz-bucket-region"}

# What AWS answers since the model was made, with its reason.
NEWER = {
    "Snapshot.completionTime": "of 2024",
    "Instance.currentInstanceBootMode": "of 2023",
    "InstanceTypeInfo.instanceType.m7i.large": "of 2023",
    "DeregisterImageResult.return": "of 2025, with an empty document before",
    "DeleteSecurityGroupResult.return": "always on the wire, in the model since 2024",
    "HeadObject.x-amz-tagging-count": "of 2024",
    "PutObject.x-amz-checksum-type": "of 2024, with the default algorithm",
    "Object.ChecksumAlgorithm.CRC64NVME": "the default algorithm since 2024",
}


class Checker:
    def __init__(self):
        self.models = {}
        self.loader = Loader()

    def model(self, service):
        if service not in self.models:
            self.models[service] = ServiceModel(self.loader.load_service_model(service, "service-2"))
        return self.models[service]

    def check(self, request, response):
        service = re.search(r"Credential=[^/]+/\d+/[^/]+/([a-z0-9]+)/", request.header("authorization"))
        model = self.model(service.group(1))
        operation = self.operation(model, request)
        self.problems = []
        if response.status >= 300:
            self.error(model, operation, response, request.method == "HEAD")
        else:
            self.answer(model, operation, request, response)
        return {
            "service": service.group(1),
            "action": operation.name,
            "status": response.status,
            "problems": self.problems,
        }

    def operation(self, model, request):
        if model.protocol in ("ec2", "query"):
            form = urllib.parse.parse_qs(request.body.decode())
            return model.operation_model(form["Action"][0])
        path, _, query = request.target.partition("?")
        asked = {name for name, _ in urllib.parse.parse_qsl(query, keep_blank_values=True)}
        best = None
        for name in model.operation_names:
            operation = model.operation_model(name)
            http = operation.http
            template, _, wanted = http["requestUri"].partition("?")
            selectors = dict(urllib.parse.parse_qsl(wanted, keep_blank_values=True))
            # Parameters and headers that the model demands tell operations apart as well.
            shape = operation.input_shape
            needed, headers = set(selectors), set()
            for member in shape.required_members if shape else []:
                serialized = shape.members[member].serialization
                if serialized.get("location") == "querystring":
                    needed.add(serialized["name"])
                elif serialized.get("location") == "header":
                    headers.add(serialized["name"].lower())
            if http["method"] != request.method or not needed <= asked:
                continue
            if not headers <= set(request.headers):
                continue
            if any(v and ("%s=%s" % (k, v)) not in query for k, v in selectors.items()):
                continue
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template).replace(r"\{Key\+\}", ".+"))
            weight = len(needed) + len(headers)
            if re.fullmatch(pattern + "/?", path) and not operation.deprecated:
                if best is None or weight > best[0]:
                    best = (weight, operation)
        return best[1]

    # Answers

    def answer(self, model, operation, request, response):
        shape = operation.output_shape
        name = operation.name + "Result"
        if model.protocol == "ec2":
            root = self.xml(response.body, operation.name + "Response")
            children = [child for child in root if tag(child) != "requestId"]
            if len(children) == len(list(root)):
                self.problems.append("no requestId")
            self.structure(name, children, shape)
        elif model.protocol == "query":
            root = self.xml(response.body, operation.name + "Response")
            parts = {tag(child): child for child in root}
            if "ResponseMetadata" not in parts:
                self.problems.append("no ResponseMetadata")
            wrapper = shape.serialization.get("resultWrapper") if shape else None
            for part in set(parts) - {"ResponseMetadata", wrapper}:
                self.problems.append("unknown " + part)
            if wrapper:
                if wrapper not in parts:
                    self.problems.append("no " + wrapper)
                else:
                    self.structure(shape.name, list(parts[wrapper]), shape)
        else:
            self.rest(model, operation, request, response)

    def rest(self, model, operation, request, response):
        shape = operation.output_shape
        members = dict(shape.members) if shape else {}
        known, present = set(), set()
        for name, member in members.items():
            location = member.serialization.get("location")
            if location == "header":
                header = member.serialization["name"].lower()
                known.add(header)
                if header in response.headers:
                    present.add(name)
                    self.scalar(f"{shape.name}.{name}", response.headers[header], member, "header")
            elif location == "headers":
                known |= {h for h in response.headers if h.startswith(member.serialization["name"])}
        for header in response.headers:
            if header not in known | COMMON_HEADERS and header.startswith("x-amz"):
                if f"{operation.name}.{header}" in NEWER:
                    continue
                self.problems.append(f"unknown header {header} of {operation.name}")
        payload = shape.serialization.get("payload") if shape else None
        body = {n: m for n, m in members.items() if "location" not in m.serialization}
        if payload and members[payload].type_name in ("blob", "string"):
            present.add(payload)
        elif request.method != "HEAD" and response.body:
            if model.protocol == "rest-json":
                self.json(shape.name, json.loads(response.body), shape, body)
            elif payload:
                present.add(payload)
                root = ElementTree.fromstring(response.body)
                self.structure(members[payload].name, list(root), members[payload])
            elif operation.name == "GetBucketLocation":
                root = ElementTree.fromstring(response.body)
                self.scalar("LocationConstraint", root.text or "", body["LocationConstraint"], "xml")
            else:
                root = ElementTree.fromstring(response.body)
                self.structure(shape.name, list(root), shape, body)
        for name in shape.required_members if shape else []:
            # What is in the body was looked for there, if there is one.
            elsewhere = "location" in members[name].serialization or not response.body
            if name not in present and elsewhere and request.method != "HEAD":
                self.problems.append(f"missing {shape.name}.{name}")

    def xml(self, body, expected):
        root = ElementTree.fromstring(body)
        if tag(root) != expected:
            self.problems.append(f"{tag(root)} instead of {expected}")
        return root

    def structure(self, where, children, shape, members=None):
        members = members if members is not None else (dict(shape.members) if shape else {})
        wire = {}
        for name, member in members.items():
            serialized = member.serialization
            wired = serialized.get("name", name)
            if member.type_name == "list" and serialized.get("flattened"):
                wired = member.member.serialization.get("name", wired)
            wire[wired] = (name, member)
        seen = {}
        for child in children:
            seen.setdefault(tag(child), []).append(child)
        for name, elements in seen.items():
            path = f"{where}.{name}"
            if name not in wire:
                if path not in NEWER:
                    self.problems.append("unknown " + path)
                continue
            member = wire[name][1]
            if member.type_name == "list" and member.serialization.get("flattened"):
                for element in elements:
                    self.value(path, element, member.member)
            else:
                if len(elements) > 1:
                    self.problems.append("twice " + path)
                self.value(path, elements[0], member)
        for name in shape.required_members if shape else []:
            if name in members and not any(wire[w][0] == name and w in seen for w in wire):
                self.problems.append(f"missing {where}.{name}")

    def value(self, where, element, shape):
        kind = shape.type_name
        if kind == "structure":
            self.structure(shape.name, list(element), shape)
        elif kind == "list":
            expected = shape.member.serialization.get("name", "member")
            for child in element:
                if tag(child) != expected:
                    self.problems.append(f"{where}: {tag(child)} instead of {expected}")
                self.value(where, child, shape.member)
        elif kind == "map":
            self.problems.append(f"{where}: a map, which is not looked into")
        elif len(element):
            self.problems.append(f"{where}: elements in a {kind}")
        else:
            self.scalar(where, element.text or "", shape, "xml")

    def scalar(self, where, text, shape, place):
        kind = shape.type_name
        good = True
        if kind in ("integer", "long"):
            good = NUMBER.fullmatch(text)
        elif kind in ("float", "double"):
            good = REAL.fullmatch(text)
        elif kind == "boolean":
            good = text in ("true", "false")
        elif kind == "timestamp":
            good = (RFC822 if place == "header" else ISO).fullmatch(text)
        elif kind == "string" and shape.enum:
            good = text in shape.enum or f"{where}.{text}" in NEWER
        if not good:
            self.problems.append(f"{where}: '{text}' is no {kind} {shape.name}")

    def json(self, where, value, shape, members=None):
        members = members if members is not None else dict(shape.members)
        wire = {m.serialization.get("name", n): (n, m) for n, m in members.items()}
        for name, element in value.items():
            if name not in wire:
                self.problems.append(f"unknown {where}.{name}")
            else:
                self.json_value(f"{where}.{name}", element, wire[name][1])
        for name in shape.required_members:
            if name in members and not any(w in value for w in wire if wire[w][0] == name):
                self.problems.append(f"missing {where}.{name}")

    def json_value(self, where, value, shape):
        kind = shape.type_name
        types = {
            "structure": dict,
            "list": list,
            "string": str,
            "boolean": bool,
            "integer": int,
            "long": int,
            "timestamp": (int, float),
        }
        if not isinstance(value, types[kind]) or (kind in ("integer", "long") and value is True):
            self.problems.append(f"{where}: {value!r} is no {kind}")
        elif kind == "structure":
            self.json(shape.name, value, shape)
        elif kind == "list":
            for element in value:
                self.json_value(where, element, shape.member)
        elif kind == "string" and shape.enum and value not in shape.enum:
            self.problems.append(f"{where}: '{value}' is no {shape.name}")

    # Errors

    def error(self, model, operation, response, bare):
        if bare:
            if response.body:
                self.problems.append("a body for HEAD")
        elif model.protocol == "rest-json":
            code = response.headers.get("x-amzn-errortype", "")
            shapes = {shape.name: shape for shape in operation.error_shapes}
            if code not in shapes:
                self.problems.append(f"{operation.name} has no error '{code}'")
            else:
                self.json(code, json.loads(response.body), shapes[code])
                status = shapes[code].metadata.get("error", {}).get("httpStatusCode")
                if status != response.status:
                    self.problems.append(f"{code}: status {response.status} instead of {status}")
        elif model.protocol == "ec2":
            root = self.xml(response.body, "Response")
            self.layout(root, {"Errors": {"Error": {"Code": {}, "Message": {}}}, "RequestID": {}})
        elif model.protocol == "query":
            root = self.xml(response.body, "ErrorResponse")
            self.layout(root, {"Error": {"Type": {}, "Code": {}, "Message": {}}, "RequestId": {}})
        else:
            root = self.xml(response.body, "Error")
            names = [tag(child) for child in root]
            for name in ("Code", "Message", "RequestId"):
                if name not in names:
                    self.problems.append("missing Error." + name)

    def layout(self, element, expected):
        names = [tag(child) for child in element]
        if sorted(names) != sorted(expected):
            self.problems.append(f"{tag(element)}: {names} instead of {sorted(expected)}")
        for child in element:
            if tag(child) in expected:
                self.layout(child, expected[tag(child)])


def tag(element):
    return element.tag.rpartition("}")[2]


class Message:
    """An HTTP message, taken off the front of a stream."""

    def __init__(self, start, headers, body):
        self.headers = headers
        self.body = body
        words = start.split(" ", 2)
        if start.startswith("HTTP/"):
            self.status = int(words[1])
        else:
            self.method, self.target = words[0], words[1]

    def header(self, name):
        return self.headers.get(name, "")


def messages(stream, bodiless=()):
    position, count = 0, 0
    while position < len(stream):
        end = stream.index(b"\r\n\r\n", position)
        lines = stream[position:end].decode("latin-1").split("\r\n")
        position = end + 4
        if lines[0].startswith("HTTP/1.1 100"):
            continue
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        body = b""
        if headers.get("transfer-encoding") == "chunked" and count not in bodiless:
            size = -1
            while size:
                end = stream.index(b"\r\n", position)
                size = int(stream[position:end].split(b";")[0], 16)
                body += stream[end + 2 : end + 2 + size]
                position = end + 2 + size + 2
        elif count not in bodiless:
            length = int(headers.get("content-length", "0"))
            body = stream[position : position + length]
            position += length
        yield Message(lines[0], headers, body)
        count += 1


def main(directory):
    checker, results = Checker(), []
    for file in sorted(pathlib.Path(directory).glob("*.request")):
        requests = list(messages(file.read_bytes()))
        bodiless = {i for i, request in enumerate(requests) if request.method == "HEAD"}
        responses = list(messages(file.with_suffix(".response").read_bytes(), bodiless))
        for request, response in zip(requests, responses):
            results.append(checker.check(request, response))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
