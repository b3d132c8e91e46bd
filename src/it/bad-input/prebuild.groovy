def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-notes.xen').bytes
new File(basedir, 'empty.xen').bytes = []
new File(basedir, 'text.xen').text = 'not yet'
new File(basedir, 'truncated.xen').bytes = kernel[0..<1000]
def arm = kernel.clone()
arm[18] = 183
new File(basedir, 'arm.elf').bytes = arm
new File(basedir, 'copy').mkdir()
new File(basedir, 'copy/hello-notes.xen').bytes = kernel
['data.bin', 'copy/data.bin'].each { new File(basedir, it).text = 'data' }
return true
