import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def has = { String wanted -> assert log.contains(wanted), wanted }

has('hello-oldstyle.xen: a 64-bit Xen PV kernel')
has('made by      unknown: it calls itself hello-oldstyle (GUEST_OS)')
has('PV-GRUB          yes    it is a 64-bit Xen PV kernel; here libxl loads it, as GRUB 2')
has('HVM, multiboot   no     it has no multiboot header')
has('__xen_guest  LOADER             generic')

def pvh = new JsonSlurper().parse(new File(basedir, 'out/inspect.json'))
assert pvh.kind == 'a 64-bit Xen PVH kernel'
assert !pvh.bootable
assert pvh.localLoaders == []
assert pvh.packing == []
assert pvh.elf.bits == 64 && pvh.elf.machine == 'x86-64' && pvh.elf.entry == '0x100018'
assert pvh.elf.segments[0].type == 'LOAD' && pvh.elf.segments[0].access == 'rwx'
assert pvh.xenNotes == [[number: 18, name: 'PHYS32_ENTRY', value: '0x100018']]
assert pvh.linux == null && pvh.solo5 == null && pvh.damage == null && pvh.xenGuest == [:]
assert pvh.ways.collectEntries { [it.way, it.answer] } ==
    ['pv-grub': 'no', multiboot: 'no', pvh: 'yes', shim: 'no', linux: 'no']
assert pvh.ways[0].wayOut.contains('version 3.8 or earlier makes PV kernels')

// What a program reads of --quiet and /dev/stdout is the document and nothing else.
def start = log.indexOf('{\n')
def end = log.indexOf('\n}\n', start) + 2
def hello = new JsonSlurper().parseText(log.substring(start, end))
assert hello.bootable && hello.localLoaders == ['pvgrub', 'libxl']
assert hello.xenNotes.find { it.name == 'VIRT_BASE' }.value == '0xffffffff80000000'

has('verify.groovy: a text file')
has('nothing: no ELF file is in it')
has("The kernel $basedir/nowhere.xen does not exist.")
has("<inspectFormat> is 'xml'. Give one of text, json, in the POM or with -Dunikernel.inspectFormat.")
return true
