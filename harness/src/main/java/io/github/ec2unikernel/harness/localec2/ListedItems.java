package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The items of the lists that EC2's Describe actions answer with. */
final class ListedItems {

  private static final int OF_ROOT = 2;

  private ListedItems() {}

  /** Returns the same answer without the items that have one of these ids. */
  static Response without(Response response, Set<String> ids) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(response.body()));
      List<Node> gone = new ArrayList<>();
      NodeList items = document.getElementsByTagName("item");
      for (int i = 0; i < items.getLength(); i++) {
        Node item = items.item(i);
        if (isOfRoot(item) && hasId(item, ids)) {
          gone.add(item);
        }
      }
      gone.forEach(item -> item.getParentNode().removeChild(item));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(out));
      return Response.text(
          response.status(),
          response.headers().getOrDefault("Content-Type", "text/xml;charset=UTF-8"),
          out.toString(UTF_8));
    } catch (ParserConfigurationException | SAXException | IOException | TransformerException e) {
      throw new IllegalStateException("the local EC2 can't read its own answer", e);
    }
  }

  private static boolean isOfRoot(Node item) {
    Node node = item;
    for (int i = 0; i < OF_ROOT; i++) {
      node = node.getParentNode();
    }
    return node == item.getOwnerDocument().getDocumentElement();
  }

  private static boolean hasId(Node item, Set<String> ids) {
    NodeList children = item.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child.getNodeName().endsWith("Id") && ids.contains(child.getTextContent())) {
        return true;
      }
    }
    return false;
  }
}
