import groovy.xml.XmlSlurper
import java.nio.file.Files

// Maven itself, stopped in the middle of a boot as a terminal's Ctrl-C and a CI server do it.
def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-notes.xen').canonicalPath
def start = { String goal, String... more ->
  def directory = Files.createDirectory(new File(basedir, goal).toPath()).toFile()
  def temporary = Files.createTempDirectory('ec2it').toFile() // sockets lie there, whose paths have to be short
  def words = ['env', '--default-signal=INT,TERM', "${System.getProperty('maven.home')}/bin/mvn", '-o', '-B',
    "-Dmaven.repo.local=$localRepositoryPath", "io.github.ec2unikernel:ec2-unikernel-maven-plugin:0.1.0-SNAPSHOT:$goal",
    "-Dunikernel.kernel=$kernel", '-Dunikernel.memory=64', '-Dunikernel.kernelArgs=hang'] + more.toList()
  def builder = new ProcessBuilder(words*.toString()).directory(directory).redirectErrorStream(true)
  builder.environment().put('MAVEN_OPTS', '-Djava.io.tmpdir=' + temporary)
  [directory: directory, temporary: temporary, process: builder.start()]
}
def machines = { build ->
  ProcessHandle.allProcesses().toList().findAll {
    it.info().arguments().orElse([] as String[]).any { it.contains("${build.temporary}/ec2uk-") }
  }
}
def builds = [INT: start('run'), TERM: start('boot', '-Dunikernel.boot.expect=never', '-Dunikernel.boot.timeout=10m')]
builds.each { signal, build ->
  def output = new StringBuilder()
  def lines = build.process.inputReader()
  while (!output.contains('READY')) {
    def line = lines.readLine()
    assert line != null, output
    output.append(line).append('\n')
  }
  assert machines(build), 'no machine is seen while it runs'
}
builds.each { signal, build -> assert "kill -$signal ${build.process.pid()}".execute().waitFor() == 0 }
builds.each { signal, build ->
  assert build.process.waitFor() == (signal == 'INT' ? 130 : 143)
  assert !machines(build), signal + ' leaves a machine'
  assert !build.temporary.list().any { it.startsWith('ec2uk-') }, signal + ' leaves files'
  build.temporary.deleteDir()
}

// The report that stood before the boot is whole, and no success.
def output = new File(builds.TERM.directory, 'target/ec2-unikernel')
def suite = new XmlSlurper().parse(new File(output, 'TEST-boot.xml'))
assert suite.@errors == '1' && suite.testcase.error.@message == 'the boot check did not come to a verdict'
assert !output.list().any { it.endsWith('.part') }
