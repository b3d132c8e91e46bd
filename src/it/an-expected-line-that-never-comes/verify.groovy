import groovy.xml.XmlSlurper

def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 3

def repeats = { String run, String options ->
  def wanted = "[ERROR] Repeat: mvn -f $basedir/pom.xml io.github.ec2unikernel:ec2-unikernel-maven-plugin:0.1.0-SNAPSHOT" +
    ":boot@default-boot -Dunikernel.aws.localDirectory=local-ec2$options"
  assert run.readLines().any { it == wanted }, wanted
}

def awaited = 'before /this never comes/ came (1 of 2 expected lines)'
def (poweredOff, crashed, hung) = runs
has(poweredOff, "boot: FAILURE: the guest powered off $awaited")
repeats(poweredOff, '')
has(crashed, "boot: CRASH: the guest crashed $awaited")
repeats(crashed, ' -Dunikernel.kernelArgs=crash')
has(hung, 'boot: TIMEOUT: the guest runs, but not all that was expected came within 2 s ' + awaited)
repeats(hung, ' -Dunikernel.boot.loader=libxl -Dunikernel.boot.timeout=2s -Dunikernel.kernelArgs=hang')

def console = new File(basedir, 'target/ec2-unikernel/console.log')
runs.each { run ->
  has(run, 'MojoFailureException')
  has(run, 'The last lines of its console:')
  has(run, '\n[ERROR]   | READY\n')
  has(run, "Whole console: $console")
  assert !run.contains(':deploy (default-deploy)'), 'the goal deploy ran'
}

// Nothing that the guest says may speak to the user's terminal; the escapes on Maven's own lines are Maven's.
def said = poweredOff.readLines().findAll { it.contains('| ') }
assert said.count { it.contains('escape') } >= 16
assert !said.any { it =~ /[\x00-\x1f\x7f-\x9f]/ }

def suite = new XmlSlurper().parse(new File(basedir, 'target/ec2-unikernel/TEST-boot.xml'))
assert suite.@failures == '1'
assert suite.testcase.failure.@type == 'TIMEOUT'
assert suite.testcase.failure.@message.text().contains(awaited)

assert !new File(basedir, 'local-ec2').exists()
assert !new File(basedir, 'target/ec2-unikernel/state.json').exists()
