package io.github.ec2unikernel.harness.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** HTML that is well-formed XML as well; all text and all values are escaped. */
final class Markup {

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  Markup() {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // it writes to memory
    }
  }

  /** Begins a document of HTML 5. */
  Markup doctype() {
    return write(() -> xml.writeDTD("<!DOCTYPE html>\n"));
  }

  /** Begins a document of XML. */
  Markup declaration() {
    return write(() -> xml.writeStartDocument("UTF-8", "1.0"));
  }

  /** Begins an element; the attributes are names and values by turns. */
  Markup open(String name, String... attributes) {
    return write(
        () -> {
          xml.writeStartElement(name);
          writeAttributes(attributes);
        });
  }

  /** Writes an element that can have no content. */
  Markup empty(String name, String... attributes) {
    return write(
        () -> {
          xml.writeEmptyElement(name);
          writeAttributes(attributes);
        });
  }

  /** Writes an element with text in it. */
  Markup element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** Writes text. */
  Markup text(String text) {
    return write(() -> xml.writeCharacters(VisibleText.of(text)));
  }

  /** Writes text of our own as it is; it may not have what XML escapes. */
  Markup ours(String text) {
    return write(() -> xml.writeCharacters(text));
  }

  /** Ends the element that was begun last. */
  Markup close() {
    return write(xml::writeEndElement);
  }

  /** Ends the element that was begun last, and the line. */
  Markup closeLine() {
    return close().ours("\n");
  }

  private void writeAttributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], VisibleText.of(attributes[i + 1]));
    }
  }

  private Markup write(Writing writing) {
    try {
      writing.write();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // it writes to memory
    }
  }

  @Override
  public String toString() {
    write(xml::flush);
    return out.toString();
  }

  private interface Writing {
    void write() throws XMLStreamException;
  }
}
