import java.nio.file.Files

// All that this machine has, without QEMU.
def bin = new File(basedir, 'bin').toPath()
Files.createDirectories(bin)
System.getenv('PATH').split(File.pathSeparator).collect { new File(it) }.findAll { it.isDirectory() }.each { folder ->
  folder.listFiles().findAll { !it.name.startsWith('qemu') && !Files.isSymbolicLink(bin.resolve(it.name)) }.each {
    Files.createSymbolicLink(bin.resolve(it.name), it.toPath())
  }
}
return true
