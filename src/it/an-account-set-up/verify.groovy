def log = new File(basedir, 'build.log').text
def has = { String wanted -> assert log.contains(wanted), wanted }

has("there is no bucket 'disks'")
has("t3.micro runs no PV image but hvm alone")
has("3 checks of the account failed, and nothing was sent")
has("Would make the bucket 'disks' in us-west-2.")
has("Now: make the bucket 'disks' in us-west-2.")
has("Now: make the security group 'web' for 53/udp from 0.0.0.0/0, 80/tcp from 0.0.0.0/0.")
has("'vmimport' lets vmie.amazonaws.com in")
has("t1.micro runs PV images")
has("Now: delete the bucket 'disks'.")

def policies = new File(basedir, 'target/ec2-unikernel/policies')
assert new File(policies, 'role-policy.json').text.contains('arn:aws:s3:::disks/*')
assert policies.list().length == 7
