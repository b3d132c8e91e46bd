def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
def (auto, pvgrub) = runs

has(auto, 'with the old __xen_guest section')
has(auto, 'Booting: libxl, ')
has(auto, 'guest | READY')
has(auto, 'the guest powered off by itself, and all 2 expected lines came')

has(pvgrub, 'Booting: pvgrub, ')
has(pvgrub, 'boot: CRASH: the guest crashed before /cmdline: greeting=hi/ came (0 of 2 expected lines)')
