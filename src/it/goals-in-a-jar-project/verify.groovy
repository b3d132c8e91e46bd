def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
has(log, 'Not booted: unikernel.boot.skip is set.')

def disk = new File(basedir, 'target/goals-in-a-jar-project-1.0.raw')
def installed = new File(localRepositoryPath, 'com/example/goals-in-a-jar-project/1.0')
assert new File(installed, 'goals-in-a-jar-project-1.0.raw').bytes == disk.bytes
assert new File(installed, 'goals-in-a-jar-project-1.0.jar').isFile()
