def matches = { String text, String regex -> assert text =~ regex, regex }
def has = { String text, String wanted -> assert text.contains(wanted), wanted }
def hasNot = { String text, String unwanted -> assert !text.contains(unwanted), unwanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
def (all, boot) = runs

assert all.count('Skipped: unikernel.skip is set.') == 3
hasNot(all, 'ami-')

has(boot, 'Not booted: unikernel.boot.skip is set.')
hasNot(boot, 'Booting:')
matches(boot, /\[INFO\] ami-[0-9a-f]{17}/)
assert (new File(basedir, 'target/ec2-unikernel').list() as Set) ==
  ['state.json', 'published.json', 'published.properties', 'skipping-1.0.blocks', 'TEST-boot.xml', 'boot.html', 'boot.json'] as Set
has(new File(basedir, 'target/ec2-unikernel/TEST-boot.xml').text, 'skipped="1"')
