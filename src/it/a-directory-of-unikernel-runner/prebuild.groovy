// What unikernel-runner takes; the kernel prints what it is handed, as no kernel of rumprun does.
def fs = new File(basedir, 'web/fs')
fs.mkdirs()
new File(fs, 'data.img').bytes = new byte[4096]
new File(basedir, 'web/config.json').text = '{"rc": [{"bin": "web", "argv": ["-v"]}]}'
def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-multiboot.elf').canonicalFile
new File(basedir, 'web/unikernel.bin').bytes = kernel.bytes
return true
