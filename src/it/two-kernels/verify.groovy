def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
def expected = [
  ["takes (hd0,0)/hello-old.xen with the initrd /data.bin (4 bytes) from entry 1 ('old')", 'and all 3 expected lines came'],
  ["<fallback> is 'older', which is no entry of the menu's: 0 'new', 1 'old'."],
  ["<kernel> is 'old/hello-old.xen', and there is <kernels> as well."],
  ["<profile> is 'raid'. Give one of galois, mirage, mirage-wiki, unik, rumprun-ec2, in the POM or with -Dunikernel.profile."],
  ["The file $basedir/nowhere.json does not exist."],
]
assert runs.size() == expected.size()
runs.eachWithIndex { run, index ->
  expected[index].each { wanted -> assert run.contains(wanted), "invocation ${index + 1}: $wanted" }
}
return true
