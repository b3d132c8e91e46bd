package io.github.ec2unikernel.harness.localec2.wire;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;

/** Reads S3's XML into the SDK's shapes. */
final class XmlReader {

  private XmlReader() {}

  /**
   * Returns the root of a document.
   *
   * @throws IllegalArgumentException when it is no XML, or has a document type
   */
  static Element parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // Its own handler would print.
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Fills a builder with an element's children.
   *
   * @throws IllegalArgumentException when one is unknown or not of its type
   */
  static void fill(Element element, SdkPojo builder) {
    Map<String, List<Element>> children = new HashMap<>();
    for (Element child : children(element)) {
      children.computeIfAbsent(child.getLocalName(), name -> new ArrayList<>()).add(child);
    }
    for (SdkField<?> field : builder.sdkFields()) {
      List<Element> found = children.remove(field.locationName());
      if (found != null) {
        field.set(builder, value(field, found));
      }
    }
    for (String name : children.keySet()) {
      throw new IllegalArgumentException("unknown element " + name);
    }
  }

  private static Object value(SdkField<?> field, List<Element> found) {
    Optional<SdkField<?>> member = Shapes.listMember(field);
    if (member.isPresent()) {
      boolean flat = field.getRequiredTrait(ListTrait.class).isFlattened();
      List<Element> elements = flat ? found : children(found.get(0));
      return elements.stream().map(e -> value(member.get(), List.of(e))).toList();
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException("more than one " + field.locationName());
    }
    if (field.marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO) {
      SdkPojo nested = Shapes.builder(field);
      fill(found.get(0), nested);
      return Shapes.build(nested);
    }
    return Scalars.parse(field, found.get(0).getTextContent());
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
