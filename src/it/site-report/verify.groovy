import groovy.json.JsonSlurper

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
assert !runs[0].contains('Generating "Unikernel boot" report')
assert runs[1].contains('Generating "Unikernel boot" report')

def output = new File(basedir, 'target/ec2-unikernel')
def boot = new JsonSlurper().parse(new File(output, 'boot.json'))
assert boot.format == 1
assert boot.name == 'site-report-1.0'
assert boot.boot.outcome.verdict == 'SUCCESS'
assert boot.boot.outcome.end == 'POWERED_OFF'
assert boot.boot.machine.facts.find { it.name == 'memory' }.value == '128 MiB'

// Of the goal's own page and the site's: what a guest printed is text on both.
['target/ec2-unikernel/boot.html', 'target/site/unikernel-boot.html'].each { name ->
  def page = new File(basedir, name).getText('UTF-8')
  ['SUCCESS', 'kernel started', '/READY/', 'cmdline: say=&lt;b&gt;', '128 MiB'].each { wanted ->
    assert page.contains(wanted), "$name: $wanted"
  }
  assert !page.contains('say=<b>')
}
def page = new File(output, 'boot.html').getText('UTF-8')
assert page.contains('ec2-unikernel-maven-plugin:0.1.0-SNAPSHOT:boot@default-boot')
assert !page.contains('<script')
