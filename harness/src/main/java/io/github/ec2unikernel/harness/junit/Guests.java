package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.ProblemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The guests that live as long as a class or a test; JUnit closes them. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing that is only AutoCloseable
final class Guests implements Store.CloseableResource, AutoCloseable {

  /** The configuration parameter or system property that names the folder of consoles and logs. */
  static final String DIRECTORY = "unikernel.boot.directory";

  private static final Namespace NAMESPACE = Namespace.create(Guests.class);
  private static final String DEFAULT_DIRECTORY = "target/ec2-unikernel";

  private record Key(String context) {}

  private final Path directory;
  private final BootParameters parameters;
  private final Map<String, LiveGuest> guests = new LinkedHashMap<>();

  private Guests(Path directory, BootParameters parameters) {
    this.directory = directory;
    this.parameters = parameters;
  }

  /** Returns those that live as long as the context's class or test. */
  static Guests of(ExtensionContext context) {
    Key key = new Key(context.getUniqueId());
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            key, it -> new Guests(directory(context), BootParameters.of(context)), Guests.class);
  }

  /** Returns the guest of this name that lives in the context or around it, the nearest. */
  static Optional<LiveGuest> find(ExtensionContext context, String name) {
    return around(context).flatMap(guests -> guests.get(name).stream()).findFirst();
  }

  /** Returns all guests that the context knows by a name, the nearest first. */
  static Map<String, LiveGuest> all(ExtensionContext context) {
    Map<String, LiveGuest> all = new LinkedHashMap<>();
    around(context).forEach(guests -> guests.copy().forEach(all::putIfAbsent));
    return all;
  }

  private static Stream<Guests> around(ExtensionContext context) {
    return Stream.iterate(
            Optional.of(context),
            Optional::isPresent,
            it -> it.flatMap(ExtensionContext::getParent))
        .flatMap(Optional::stream)
        .flatMap(
            it ->
                Optional.ofNullable(
                    it.getStore(NAMESPACE).get(new Key(it.getUniqueId()), Guests.class))
                    .stream());
  }

  private static Path directory(ExtensionContext context) {
    String base = context.getConfigurationParameter(DIRECTORY).orElse(DEFAULT_DIRECTORY);
    String name =
        Stream.concat(
                context.getTestClass().map(Class::getSimpleName).stream(),
                Stream.of(context.getUniqueId().split("/\\[", -1))
                    .filter(part -> part.matches("(?s)(method|test-|dynamic-).*"))
                    .map(part -> part.replaceFirst("^[^:]*:", "")))
            .map(part -> part.replaceAll("[^A-Za-z0-9_.]+", "-").replaceAll("^-|-$", ""))
            .collect(Collectors.joining("/"));
    return Path.of(base, name);
  }

  /** Returns the guest of this name, started now if it is not there yet. */
  synchronized LiveGuest start(String name, GuestRequest request) {
    LiveGuest there = guests.get(name);
    if (there != null) {
      return there;
    }
    try {
      BootCheck check = new BootCheck(request.options(parameters.in(directory.resolve(name))));
      LiveGuest guest = check.start(request.machine(), request.ready(), new BootListener() {});
      guests.put(name, guest);
      return guest;
    } catch (ProblemException e) {
      throw new GuestException(e.getMessage() + "\n" + e.hint(), e);
    }
  }

  private synchronized Optional<LiveGuest> get(String name) {
    return Optional.ofNullable(guests.get(name));
  }

  private synchronized Map<String, LiveGuest> copy() {
    return new LinkedHashMap<>(guests);
  }

  @Override
  public synchronized void close() {
    guests.values().forEach(LiveGuest::close);
  }
}
