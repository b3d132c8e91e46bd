import java.nio.charset.StandardCharsets
import java.nio.file.Files

def has = { String text, String wanted -> assert text.contains(wanted), wanted + '\nin\n' + text }

// Standard output is no terminal here: lines without escapes, and nothing before them.
def log = new File(basedir, 'build.log').text
has(log, 'Running: the kernel itself, 64 MiB, 1 vcpu')
has(log, '\nescape colour: red end\n')
has(log, '\nREADY\n')
has(log, 'Ended: the guest powered off by itself')
assert !log.contains('\u001b[31mred')

// A terminal of its own, which script(1) makes, and keys that are typed there.
// Sockets lie there, whose paths have to be short.
def temporary = Files.createTempDirectory('ec2it').toFile()
def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-notes.xen').canonicalPath
def maven = "'${System.getProperty('maven.home')}/bin/mvn' -o -Dmaven.repo.local='$localRepositoryPath' " +
  "io.github.ec2unikernel:ec2-unikernel-maven-plugin:0.1.0-SNAPSHOT:run -Dunikernel.kernel='$kernel' " +
  "-Dunikernel.memory=64 -Dunikernel.kernelArgs='escape echo'"
def session = new ProcessBuilder('script', '-qefc', 'stty -g; ' + maven + '; echo exit $?; stty -g', '/dev/null')
  .directory(basedir).redirectErrorStream(true)
session.environment().put('MAVEN_OPTS', '-Djava.io.tmpdir=' + temporary)
def process = session.start()
def output = new StringBuilder()
def until = { String wanted ->
  while (output.indexOf(wanted) < 0) {
    int read = process.inputStream.read()
    assert read >= 0, 'the terminal ended before ' + wanted + '\n' + output
    output.append((char) read)
  }
}
def type = { String keys ->
  process.outputStream.write(keys.getBytes(StandardCharsets.US_ASCII))
  process.outputStream.flush()
}
Thread.startDaemon { if (!process.waitFor(5, java.util.concurrent.TimeUnit.MINUTES)) process.destroyForcibly() }
until('READY\r\n')
has(output.toString(), 'Keys go to the guest; Ctrl-C or Ctrl-] ends it.')
has(output.toString(), '\u001b[31mred\u001b[0m end')
type('hello\r')
until('\r\nhello\r\necho: hello\r\n')
type('one more\u0003')
until('Ended by the user.')
until('exit 0\r\n')
output.append(new String(process.inputStream.readAllBytes(), StandardCharsets.ISO_8859_1))
def modes = output.readLines()*.trim().findAll { it ==~ /[0-9a-f]+(:[0-9a-f]+){10,}/ }
assert modes.size() == 2 && modes[0] == modes[1], 'the terminal was not restored: ' + modes
assert !temporary.list().any { it.startsWith('ec2uk-') }
assert !ProcessHandle.allProcesses().any { it.info().arguments().orElse([] as String[]).any { it.contains(temporary.path) && it.contains('ec2uk-') } }
temporary.deleteDir()
