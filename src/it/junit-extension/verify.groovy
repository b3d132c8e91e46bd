import groovy.xml.XmlSlurper

def suite = new XmlSlurper().parse(new File(basedir, 'target/surefire-reports/TEST-com.example.HelloTest.xml'))
assert suite.@tests == '1' && suite.@failures == '0' && suite.@errors == '0' && suite.@skipped == '0'

def console = new File(basedir, 'target/ec2-unikernel/HelloTest/guest/console.log').readLines()
assert console.containsAll(['cmdline: echo', 'READY', 'echo: hello'])
