// One entry for each invocation: whose fault it is, and what the message has.
def input = 'MojoFailureException'
def environment = 'MojoExecutionException'
def expected = [
  [input, "The kernel $basedir/nowhere.xen does not exist.", 'correct the path in <kernel>'],
  [input, "no kernel is given. Name the unikernel's ELF: <kernel>hello.xen</kernel>, or -Dunikernel.kernel=FILE."],
  [input, "The kernel $basedir/empty.xen is empty."],
  [input, "The kernel $basedir/text.xen is not an ELF file: it looks like a text file."],
  [input, "The kernel $basedir/truncated.xen is a truncated or damaged ELF file: "],
  [input, "The kernel $basedir/arm.elf is not for x86-64 but for AArch64"],
  [input, 'pv32.elf is a 32-bit x86 program', 'Build it for x86-64'],
  [input, 'linux-program.elf has no Xen PV support', 'it is a Linux program (statically linked)'],
  [input, 'it is a multiboot kernel'],
  [input, 'it is PVH-only', 'as MirageOS 3.9 and later build them'],
  [input, "$basedir/nowhere.bin does not exist"],
  [input, "would have one name on the disk, 'hello-notes.xen'. Rename one of the files."],
  [input, "$basedir/copy/data.bin and $basedir/data.bin would have one name on the disk"],
  [input, 'has the control character', "which a boot menu can't hold. Correct <kernelArgs>"],
  [input, "Xen's limit", 'Shorten <kernelArgs>'],
  [environment, "The directory $basedir/data.bin/target can't be created"],
  [input, "<boot><loader> is 'grub3'. Give one of auto, pvgrub, libxl, in the POM or with -Dunikernel.boot.loader."],
  [input, "<boot><end> is 'later'. Give one of any, running, poweroff, reboot, crash, hang, in the POM or with -Dunikernel.boot.end."],
  [input, "<boot><timeout> is 'soon'. Give a time such as 90s, 2m or 500ms, in the POM or with -Dunikernel.boot.timeout."],
  [input, "<memory> is 'lots'. Give a whole number, in the POM or with -Dunikernel.memory."],
  [input, "<boot><expect> is no regular expression: '['"],
  [input, "<skip> is 'perhaps'. Give true or false"],
  [environment, 'No AWS region. Looked at unikernel.aws.region', 'Set one, for example -Dunikernel.aws.region=us-west-2.'],
  [environment, 'No AWS credentials. Looked at', 'or name a profile with -Dunikernel.aws.profile=NAME.'],
  [input, "<aws><endpoint> is '127.0.0.1:4566', which is no URL. Give a URL such as http://127.0.0.1:4566"],
  [input, 'Maven is offline', '-Dunikernel.aws.endpoint=local'],
  [environment, 'The region eu-north-1 has no PV-GRUB kernel', 'Choose a region that has, with -Dunikernel.aws.region: '],
  ['BUILD SUCCESS'],
  [input, "The name 'taken' is taken in us-west-2 by ami-", 'which has other content'],
]

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == expected.size()
runs.eachWithIndex { run, index ->
  expected[index].each { wanted -> assert run.contains(wanted), "invocation ${index + 1}: $wanted" }
  // Maven appends the messages of causes, and the hint would not be the end any more.
  assert expected[index] == ['BUILD SUCCESS'] || run =~ /(?ms)^\[ERROR\] Failed to execute goal .*\.(\n\[ERROR\])? -> \[Help 1\]$/, "invocation ${index + 1}"
}
return true
