"""Makes the calls of cases.json with boto3 or with the aws CLI's own code, in one process.

drive.py boto3|cli ENDPOINT CASES BLOCK: prints each case that did not end as it says, and exits 1.
"""

import base64
import contextlib
import hashlib
import io
import json
import re
import sys
import tempfile

# Debian's aws CLI brings a botocore of its own, which its import puts before the other one.
if sys.argv[1] == "cli":
    from awscli.clidriver import create_clidriver
else:
    import boto3

import botocore
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "us-west-2"


def filled(value, saved):
    if isinstance(value, str) and value.startswith("$"):
        return saved[value[1:]]
    if isinstance(value, list):
        return [filled(element, saved) for element in value]
    if isinstance(value, dict):
        return {key: filled(element, saved) for key, element in value.items()}
    return value


def found(answer, path):
    for step in path.split("."):
        answer = answer[int(step)] if step.isdigit() else answer[step]
    return answer


class Boto3:
    def __init__(self, endpoint, block):
        self.endpoint = endpoint
        self.block = block
        self.clients = {}

    def client(self, service):
        if service not in self.clients:
            config = Config(
                retries={"total_max_attempts": 1},
                s3={"addressing_style": "path"},
                # What a case gives wrongly, the endpoint is to refuse.
                parameter_validation=False,
            )
            self.clients[service] = boto3.client(
                service, region_name=REGION, endpoint_url=self.endpoint, config=config
            )
        return self.clients[service]

    def call(self, case, params):
        client = self.client(case["service"])
        if "body" in case:
            with open(self.block, "rb") as data:
                params[case["body"][0]] = data.read()
        try:
            answer = getattr(client, botocore.xform_name(case["action"]))(**params)
        except ClientError as error:
            return error.response["Error"]["Code"], {}
        for value in answer.values():
            if hasattr(value, "read"):
                value.read()
        return None, answer


class Cli:
    def __init__(self, endpoint, block):
        self.endpoint = endpoint
        self.block = block
        # Once, for what it reads of the services' models it keeps.
        self.driver = create_clidriver()

    def call(self, case, params):
        service = {"s3": "s3api"}.get(case["service"], case["service"])
        command = [service, botocore.xform_name(case["action"], "-")]
        if case.get("out"):
            # Beside a file to write to, the CLI demands its options one by one.
            for name, value in params.items():
                command += ["--" + botocore.xform_name(name, "-"), str(value)]
        else:
            command += ["--cli-input-json", json.dumps(params)]
        command += ["--endpoint-url", self.endpoint, "--region", REGION, "--output", "json"]
        if "body" in case:
            command += ["--" + botocore.xform_name(case["body"][0], "-"), self.block]
        out, err = io.StringIO(), io.StringIO()
        with tempfile.NamedTemporaryFile() as target:
            if case.get("out"):
                command.append(target.name)
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = self.driver.main(command)
        if status:
            code = re.search(r"An error occurred \(([A-Za-z0-9.]+)\)", err.getvalue())
            return (code.group(1) if code else err.getvalue()), {}
        return None, json.loads(out.getvalue() or "{}")


def main(kind, endpoint, cases, block):
    with open(block, "rb") as data:
        digest = base64.b64encode(hashlib.sha256(data.read()).digest()).decode()
    saved = {"block": block, "blockChecksum": digest}
    driver = {"boto3": Boto3, "cli": Cli}[kind](endpoint, block)
    failed = 0
    with open(cases) as file:
        for case in json.load(file):
            code, answer = driver.call(case, filled(case["params"], saved))
            if code != case.get("error"):
                failed = 1
                print(f"{case['action']}: {code} instead of {case.get('error')}")
            for name, path in case.get("save", {}).items():
                saved[name] = found(answer, path)
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
