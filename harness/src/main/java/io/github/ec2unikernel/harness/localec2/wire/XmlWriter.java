package io.github.ec2unikernel.harness.localec2.wire;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;

/** Writes the SDK's response shapes as the XML of EC2, S3 and IAM. */
public final class XmlWriter {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private XmlWriter() throws XMLStreamException {
    xml = FACTORY.createXMLStreamWriter(text);
  }

  /** Writes {@code <ActionResponse>} with the request id and the response's members. */
  public static String response(
      String action, String namespace, String requestId, SdkPojo response) {
    try {
      XmlWriter writer = new XmlWriter();
      writer.xml.writeStartDocument("UTF-8", "1.0");
      writer.xml.writeStartElement(action + "Response");
      writer.xml.writeDefaultNamespace(namespace);
      writer.element("requestId", requestId);
      writer.members(response);
      return writer.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes an error as EC2 does. */
  public static String error(Refusal refusal, String requestId) {
    try {
      XmlWriter writer = new XmlWriter();
      writer.xml.writeStartDocument("UTF-8", "1.0");
      for (String element : List.of("Response", "Errors", "Error")) {
        writer.xml.writeStartElement(element);
      }
      writer.element("Code", refusal.code());
      writer.element("Message", refusal.text());
      writer.xml.writeEndElement();
      writer.xml.writeEndElement();
      writer.element("RequestID", requestId);
      return writer.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@code <root>} with the response's members that belong into a body, S3's way. */
  public static String document(String root, String namespace, SdkPojo response) {
    try {
      XmlWriter writer = new XmlWriter();
      writer.xml.writeStartDocument("UTF-8", "1.0");
      writer.xml.writeStartElement(root);
      writer.xml.writeDefaultNamespace(namespace);
      writer.members(response);
      return writer.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@code <ActionResponse><ActionResult>} with the response's members, IAM's way. */
  public static String result(String action, String namespace, String requestId, SdkPojo response) {
    try {
      XmlWriter writer = new XmlWriter();
      writer.xml.writeStartDocument("UTF-8", "1.0");
      writer.xml.writeStartElement(action + "Response");
      writer.xml.writeDefaultNamespace(namespace);
      if (!response.sdkFields().isEmpty()) {
        writer.xml.writeStartElement(action + "Result");
        writer.members(response);
        writer.xml.writeEndElement();
      }
      writer.xml.writeStartElement("ResponseMetadata");
      writer.element("RequestId", requestId);
      writer.xml.writeEndElement();
      return writer.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes an error as IAM does. */
  public static String queryError(String namespace, Refusal refusal, String requestId) {
    try {
      XmlWriter writer = new XmlWriter();
      writer.xml.writeStartDocument("UTF-8", "1.0");
      writer.xml.writeStartElement("ErrorResponse");
      writer.xml.writeDefaultNamespace(namespace);
      writer.xml.writeStartElement("Error");
      writer.element("Type", refusal.status() < 500 ? "Sender" : "Receiver");
      writer.element("Code", refusal.code());
      writer.element("Message", refusal.text());
      writer.xml.writeEndElement();
      writer.element("RequestId", requestId);
      return writer.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes elements of text under a root, as S3's errors are. */
  public static String elements(String root, Map<String, String> elements) {
    try {
      XmlWriter writer = new XmlWriter();
      writer.xml.writeStartDocument("UTF-8", "1.0");
      writer.xml.writeStartElement(root);
      for (Map.Entry<String, String> element : elements.entrySet()) {
        writer.element(element.getKey(), element.getValue());
      }
      return writer.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private String end() throws XMLStreamException {
    xml.writeEndDocument();
    xml.close();
    return text.toString();
  }

  private void members(SdkPojo shape) throws XMLStreamException {
    for (SdkField<?> field : shape.sdkFields()) {
      Object value = Shapes.value(field, shape);
      if (value == null || field.location() != MarshallLocation.PAYLOAD) {
        continue;
      }
      if (value instanceof List<?> elements && isFlattened(field)) {
        for (Object element : elements) {
          xml.writeStartElement(field.unmarshallLocationName());
          content(Shapes.listMember(field).orElseThrow(), element);
          xml.writeEndElement();
        }
      } else {
        xml.writeStartElement(field.unmarshallLocationName());
        content(field, value);
        xml.writeEndElement();
      }
    }
  }

  private static boolean isFlattened(SdkField<?> field) {
    return field.getOptionalTrait(ListTrait.class).map(ListTrait::isFlattened).orElse(false);
  }

  private void content(SdkField<?> field, Object value) throws XMLStreamException {
    Optional<SdkField<?>> member = Shapes.listMember(field);
    if (value instanceof SdkPojo shape) {
      members(shape);
    } else if (member.isPresent() && value instanceof List<?> elements) {
      for (Object element : elements) {
        xml.writeStartElement(Shapes.listMemberName(field));
        content(member.get(), element);
        xml.writeEndElement();
      }
    } else {
      xml.writeCharacters(Scalars.format(value));
    }
  }

  private void element(String name, String content) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(content);
    xml.writeEndElement();
  }
}
