import java.nio.file.Files

def kernels = new File(basedir, '../../../../harness/src/test/kernels').canonicalFile
Files.copy(new File(kernels, 'hello-notes.xen').toPath(), new File(basedir, 'hello.xen').toPath())
return true
