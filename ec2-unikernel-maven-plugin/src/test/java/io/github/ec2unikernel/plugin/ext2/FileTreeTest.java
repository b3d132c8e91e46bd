package io.github.ec2unikernel.plugin.ext2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.PatternContent;
import org.junit.jupiter.api.Test;

class FileTreeTest {

  private static final Content EMPTY = PatternContent.of(0);

  @Test
  void directoriesComeBeforeFilesAndEachInPathOrder() {
    FileTree tree = new FileTree();
    tree.add("/z/file", PatternContent.of(1000));
    tree.add("/b", PatternContent.of(13 * 1024));
    tree.add("/a/b/c", EMPTY);

    Layout layout = Layout.of(tree, 1024);

    // Root, lost+found, /a, /a/b, /z; then /a/b/c, /b, /z/file.
    assertThat(layout.nodes())
        .extracting(PlacedNode::inode)
        .containsExactly(2, 11, 12, 13, 14, 15, 16, 17);
    assertThat(layout.nodes())
        .extracting(PlacedNode::links)
        .containsExactly(5, 2, 3, 2, 2, 1, 1, 1);
    assertThat(layout.nodes())
        .extracting(PlacedNode::blocks)
        .containsExactly(1L, 12L, 1L, 1L, 1L, 0L, 14L, 1L);
    assertThat(layout.nodes())
        .extracting(PlacedNode::firstPlace)
        .containsExactly(0L, 1L, 13L, 14L, 15L, 16L, 16L, 30L);
  }

  @Test
  void smallContentHasSmallBlocksAndLargeContentLargeOnes() {
    long limit = Layout.LARGE_CONTENT;

    assertThat(Layout.of(new FileTree().add("/a", PatternContent.of(limit - 1))).geometry())
        .isEqualTo(new Geometry(1024));
    assertThat(Layout.of(new FileTree().add("/a", PatternContent.of(limit))).geometry())
        .isEqualTo(new Geometry(4096));
  }

  @Test
  void aPathTakenTwiceIsRefused() {
    FileTree tree = new FileTree().add("/a", EMPTY);

    assertThatIllegalArgumentException().isThrownBy(() -> tree.add("/a", EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> tree.add("/a/b", EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> tree.add("/lost+found", EMPTY));
  }

  @Test
  void aNameThatIsEmptyOrTooLongIsRefused() {
    FileTree tree = new FileTree();

    assertThatIllegalArgumentException().isThrownBy(() -> tree.add("/", EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> tree.add("/a//b", EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> tree.add("/" + "ä".repeat(128), EMPTY));
  }
}
