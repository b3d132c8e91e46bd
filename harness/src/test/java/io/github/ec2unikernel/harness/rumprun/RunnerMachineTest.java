package io.github.ec2unikernel.harness.rumprun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.StoreKey;
import io.github.ec2unikernel.harness.model.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machines and configurations that are generated from unikernel-runner's layout. */
class RunnerMachineTest {

  private static final Path HW = Path.of("src/test/kernels/hello-multiboot.elf");
  private static final Path XEN = Path.of("src/test/kernels/hello-notes.xen");

  @TempDir Path temporary;
  private Path directory;
  private Path run;

  @BeforeEach
  void layOut() throws IOException {
    directory = temporary.resolve("web_1");
    Files.createDirectories(directory.resolve("fs"));
    run = temporary.resolve("run.json");
    Files.copy(HW, directory.resolve("unikernel.bin"));
  }

  private void kernel(Path kernel, String... keys) throws IOException {
    byte[] bytes = Files.readAllBytes(kernel);
    byte[] more = String.join("\0", keys).concat("\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, all, bytes.length, more.length);
    Files.write(directory.resolve("unikernel.bin"), all);
  }

  private void config(String text) throws IOException {
    Files.writeString(directory.resolve("config.json"), text);
  }

  private Path image(String name) throws IOException {
    return Files.write(directory.resolve("fs/" + name), new byte[512]);
  }

  private Machine machine(@Nullable Dialect dialect, @Nullable Delivery delivery) {
    return machine(dialect, delivery, Network.dhcp());
  }

  private Machine machine(
      @Nullable Dialect dialect, @Nullable Delivery delivery, Network... networks) {
    Machine base = Machine.ofKernel(HW).withMemory(64).withNetworks(List.of(networks));
    return new RunnerMachine(dialect, delivery).of(RunnerDirectory.read(directory), base, run);
  }

  private static void assertSame(@Nullable String json, String expected) {
    assertThat(json).isNotNull();
    assertThat(JsonParser.parseString(json)).isEqualTo(JsonParser.parseString(expected));
  }

  @Test
  void theConfigurationIsThatOfUnikernelRunnerAndTheFirstModule() throws IOException {
    config(
        """
        {"rc": [{"bin": "mathopd", "argv": ["-n"]}],
         "mount": {"/tmp": {"source": "tmpfs", "options": {"size": "1M"}}}}
        """);
    Path etc = image("etc.img");
    Path data = image("data.v2.iso");

    Machine machine = machine(null, null);

    assertThat(machine.source())
        .isEqualTo(new Source.Kernel(directory.resolve("unikernel.bin"), List.of(run)));
    assertThat(machine.volumes())
        .containsExactly(new Volume(data, "xvdb"), new Volume(etc, "xvdc"));
    assertThat(machine.memory()).isEqualTo(64);
    assertThat(machine.arguments()).isNull();
    assertSame(
        Files.readString(run),
        """
        {"rc": [{"bin": "mathopd", "argv": ["-n"]}],
         "mount": {"/tmp": {"source": "tmpfs", "options": {"size": "1M"}},
                   "/data.v2": {"source": "blk", "path": "/dev/ld0a"},
                   "/etc": {"source": "blk", "path": "/dev/ld1a"}},
         "hostname": "web-1",
         "net": {"interfaces": {"vioif0": {"addrs": [
                   {"type": "inet", "method": "static", "addr": "10.0.2.15/24"}]}},
                 "gateways": [{"type": "inet", "addr": "10.0.2.2"}]}}
        """);
  }

  @Test
  void withoutConfigurationNetworkAndFileSystemsOnlyTheNameIsSet() throws IOException {
    machine(null, null, new Network[0]);
    assertSame(Files.readString(run), "{\"hostname\": \"web-1\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"hostname\": \"own\"}", "{\"netbsd.sysctl\": {\"kern.hostname\": \"own\"}}"})
  void aNameThatIsSetIsKept(String config) throws IOException {
    config(config);
    machine(null, null, new Network[0]);
    assertSame(Files.readString(run), config);
  }

  @Test
  void onXenTheDevicesAreXensAndTheConfigurationIsInItsStore() throws IOException {
    kernel(XEN);
    image("etc.img");

    Machine machine = machine(Dialect.SPEC, null);

    assertThat(((Source.Kernel) machine.source()).modules()).isEmpty();
    assertSame(
        machine.store().get("rumprun/cfg"),
        """
        {"hostname": "web-1",
         "net": {"interfaces": {"xenif0": {"create": true, "addrs": [
                   {"type": "inet", "method": "static", "addr": "10.0.2.15/24"}]}},
                 "gateways": [{"type": "inet", "addr": "10.0.2.2"}]},
         "mount": {"/etc": {"source": "blk", "path": "/dev/xbd0"}},
         "blk": {"xbd0": {"type": "etfs", "path": "blkfront:xvdb"}}}
        """);
  }

  @Test
  void theClassicDialectRepeatsItsKeysAndComesOnTheCommandLine() throws IOException {
    // as rumprun's own script writes it, commas and all
    config("{\n\"env\": \"A=1\", \n\"env\": \"B=2,}\", \n\"cmdline\": \"web -x\", \n}, \n");
    image("etc.img");
    image("data.img");

    Machine machine = machine(Dialect.CLASSIC, null);

    assertThat(machine.arguments())
        .isEqualTo(
            "{\"env\":\"A=1\",\"env\":\"B=2,}\",\"cmdline\":\"web -x\",\"hostname\":\"web-1\","
                + "\"net\":{\"if\":\"vioif0\",\"type\":\"inet\",\"method\":\"static\","
                + "\"addr\":\"10.0.2.15\",\"mask\":\"24\",\"gw\":\"10.0.2.2\"},"
                + "\"blk\":{\"source\":\"dev\",\"path\":\"/dev/ld0a\",\"fstype\":\"blk\","
                + "\"mountpoint\":\"/data\"},"
                + "\"blk\":{\"source\":\"dev\",\"path\":\"/dev/ld1a\",\"fstype\":\"blk\","
                + "\"mountpoint\":\"/etc\"}}");
    assertThat(((Source.Kernel) machine.source()).modules()).isEmpty();
  }

  @Test
  void theClassicDialectOnXenMakesItsInterfacesAndTakesXensDisks() throws IOException {
    kernel(XEN);
    image("etc.img");
    assertThat(machine(Dialect.CLASSIC, null).store().get("rumprun/cfg"))
        .contains("\"if\":\"xenif0\",\"cloner\":\"true\"")
        .contains("\"source\":\"etfs\",\"path\":\"xvdb\"");
    assertThat(machine(Dialect.CLASSIC, Delivery.CMDLINE).arguments()).contains("xenif0");
  }

  @Test
  void theKernelsOwnKeysTellItsDialect() throws IOException {
    kernel(HW, "if", "cloner", "mask");
    assertThat(machine(null, null).arguments()).contains("\"gw\":\"10.0.2.2\"");
    kernel(HW, "interfaces", "gateways", "addrs");
    assertThat(machine(null, null).arguments()).isNull();
    kernel(HW, "gateways", "cloner");
    assertThat(machine(null, null).arguments()).isNull();
  }

  @Test
  void aConfigurationWithANetworkIsRefused() throws IOException {
    config("{\"net\": {}}");
    assertThatThrownBy(() -> machine(null, null))
        .isInstanceOf(InputException.class)
        .hasMessage(
            directory.resolve("config.json")
                + " has 'net', which is generated from the machine's networks");
  }

  @Test
  void aConfigurationThatMountsGeneratedDisksIsRefused() throws IOException {
    config("{\"mount\": {\"/x\": {\"source\": \"blk\", \"path\": \"/dev/ld1a\"}}}");
    assertThatThrownBy(() -> machine(Dialect.SPEC, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mounts /x from /dev/ld1a");
    config("{\"blk\": {\"source\": \"dev\", \"path\": \"/dev/ld0a\", \"mountpoint\": \"/x\"}}");
    assertThatThrownBy(() -> machine(Dialect.CLASSIC, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("from /dev/ld0a");
  }

  @Test
  void twoFileSystemsOnOneMountPointAreRefused() throws IOException {
    image("etc.img");
    image("etc.iso");
    assertThatThrownBy(() -> machine(null, null)).hasMessageContaining("both be mounted as /etc");
    Files.delete(directory.resolve("fs/etc.iso"));
    config("{\"mount\": {\"/etc\": {\"source\": \"tmpfs\"}}}");
    assertThatThrownBy(() -> machine(null, null)).hasMessageContaining("on /etc, where");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"a\": ", "{\"a\" 1}", "hello", "{} {}"})
  void whatIsNoJsonObjectIsRefusedWithTheFile(String text) throws IOException {
    config(text);
    assertThatThrownBy(() -> machine(null, null))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(directory.resolve("config.json") + " is no JSON object: ");
  }

  @Test
  void aConfigurationThatRumprunWouldCutOffIsRefused() throws IOException {
    configOfLength(4095);
    assertThat(Files.size(run)).isEqualTo(4095);
    assertThatThrownBy(() -> configOfLength(4096))
        .hasMessage(
            "the configuration is 4096 bytes long, and by 'module' a unikernel of rumprun gets at"
                + " most 4095");
  }

  @Test
  void aConfigurationThatXensStoreDoesNotTakeIsRefusedAsTheConfiguration() throws IOException {
    kernel(XEN);
    int most = StoreKey.LONGEST_PAIR - "rumprun/cfg".length();
    assertThat(configOfLength(most).store().get("rumprun/cfg")).hasSize(most);
    assertThatThrownBy(() -> configOfLength(most + 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "the configuration is " + (most + 1) + " bytes long, and by 'store'");
  }

  private Machine configOfLength(int bytes) throws IOException {
    String rest = "{\"hostname\":\"h\",\"x\":\"\"}";
    config(rest.replace("\"\"", "\"" + "x".repeat(bytes - rest.length()) + "\""));
    return machine(Dialect.SPEC, null, new Network[0]);
  }

  @Test
  void theConfigurationComesBesideWhatTheMachineHasInTheStore() throws IOException {
    kernel(XEN);
    Machine base = Machine.ofKernel(HW).withStore(Map.of("data/mode", "test"));
    RunnerMachine runner = new RunnerMachine(Dialect.SPEC, null);
    assertThat(runner.of(RunnerDirectory.read(directory), base, run).store())
        .containsEntry("data/mode", "test")
        .containsKey("rumprun/cfg");
    Machine taken = base.withStore(Map.of("rumprun/cfg", "{}"));
    assertThatThrownBy(() -> runner.of(RunnerDirectory.read(directory), taken, run))
        .isInstanceOf(InputException.class)
        .hasMessage("<store> has the key 'rumprun/cfg', which is generated");
  }

  @Test
  void aDirectoryWithoutAUnikernelAndAWayThatDoesNotExistAreRefused() throws IOException {
    assertThatThrownBy(() -> machine(null, Delivery.STORE))
        .hasMessageContaining("by 'store', and the kernel is built for hw");
    Files.delete(directory.resolve("unikernel.bin"));
    assertThatThrownBy(() -> RunnerDirectory.read(directory))
        .isInstanceOf(InputException.class)
        .hasMessage("<runner> is " + directory + ", which has no file unikernel.bin");
  }
}
