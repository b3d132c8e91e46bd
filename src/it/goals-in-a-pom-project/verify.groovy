def matches = { String text, String regex -> assert text =~ regex, regex }
def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
def goals = (log =~ /--- (?:maven-)?([a-z0-9-]+?)(?:-maven)?-plugin:[^:]+:([a-z]+) /).collect { "${it[1]}:${it[2]}".toString() }
assert goals == ['ec2-unikernel:image', 'ec2-unikernel:boot', 'install:install', 'deploy:deploy', 'ec2-unikernel:deploy']
has(log, 'guest | READY')
matches(log, /\[INFO\] ami-[0-9a-f]{17}/)

def disk = new File(basedir, 'target/goals-in-a-pom-project-1.0.raw')
def installed = new File(localRepositoryPath, 'com/example/goals-in-a-pom-project/1.0')
assert new File(installed, disk.name).bytes == disk.bytes
assert new File(installed, 'goals-in-a-pom-project-1.0.pom').isFile()
