def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
def expected = [
  ["from entry 1 ('second') of (hd0,0)/boot/grub/menu.lst", 'and all 3 expected lines came'],
  ["The menu $basedir/joined.lst has ", ' problems:',
   "line 3: 'kernel' stands on the line of root, where it does nothing. Put each command on a line of its own.",
   'line 4: the module /data.txt is not on the disk. The disk has: ',
   'Correct the menu, or leave <menu> out.'],
  ["The menu $basedir/good.lst has 3 problems:",
   'line 7: the kernel /hello-notes.xen is looked for on (hd0,0), and the file system of this disk is (hd0)',
   'Write root (hd0), or choose another <profile>.'],
  ["<kernelArgs> is 'more', and the menu $basedir/good.lst is taken as it is."],
]
assert runs.size() == expected.size()
runs.eachWithIndex { run, index ->
  expected[index].each { wanted -> assert run.contains(wanted), "invocation ${index + 1}: $wanted" }
  assert index == 0 || run.contains('MojoFailureException')
}
return true
