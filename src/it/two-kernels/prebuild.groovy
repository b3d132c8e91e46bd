def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-notes.xen').bytes
new File(basedir, 'old').mkdir()
new File(basedir, 'old/hello-old.xen').bytes = kernel
return true
