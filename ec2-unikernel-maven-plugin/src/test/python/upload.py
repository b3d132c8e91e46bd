"""Sends a raw disk into an EBS snapshot with boto3 and threads, leaving out blocks of zeros.

Arguments: endpoint, disk, number of threads. The keys are those of the environment.
"""

import base64
import hashlib
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
import botocore.config

BLOCK = 512 * 1024
ZEROS = bytes(BLOCK)

endpoint, disk, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
ebs = boto3.client(
    "ebs",
    region_name="us-west-2",
    endpoint_url=endpoint,
    config=botocore.config.Config(max_pool_connections=threads, retries={"max_attempts": 8, "mode": "standard"}),
)
size = os.path.getsize(disk)
file = os.open(disk, os.O_RDONLY)
snapshot = ebs.start_snapshot(VolumeSize=max(1, -(-size // (1 << 30))))["SnapshotId"]
digests = {}
lock = threading.Lock()


def send(index):
    block = os.pread(file, BLOCK, index * BLOCK).ljust(BLOCK, b"\0")
    if block == ZEROS:
        return
    digest = hashlib.sha256(block).digest()
    ebs.put_snapshot_block(
        SnapshotId=snapshot,
        BlockIndex=index,
        BlockData=block,
        DataLength=BLOCK,
        Checksum=base64.b64encode(digest).decode(),
        ChecksumAlgorithm="SHA256",
    )
    with lock:
        digests[index] = digest


with ThreadPoolExecutor(threads) as pool:
    list(pool.map(send, range(-(-size // BLOCK))))
whole = hashlib.sha256(b"".join(digests[index] for index in sorted(digests))).digest()
state = ebs.complete_snapshot(
    SnapshotId=snapshot,
    ChangedBlocksCount=len(digests),
    Checksum=base64.b64encode(whole).decode(),
    ChecksumAlgorithm="SHA256",
    ChecksumAggregationMethod="LINEAR",
)["Status"]
ec2 = boto3.client("ec2", region_name="us-west-2", endpoint_url=endpoint)
while state == "pending":
    time.sleep(0.25)
    state = ec2.describe_snapshots(SnapshotIds=[snapshot])["Snapshots"][0]["State"]
if state != "completed":
    sys.exit(f"{snapshot} is {state}")
print(len(digests) * BLOCK)
