package io.livegate.evaluate.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.evaluate.manifest.Annotations.MarkedBlinks;
import io.livegate.evaluate.manifest.Annotations.Shut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

  @TempDir Path folder;

  @Test
  void readsQuotedFieldsAndLeavesOutWhatIsNotThere() throws Exception {
    Manifest manifest =
        read(
            "path,category,label,notes,seconds\n"
                + "live/a.mp4,live,live,\"a man, \"\"at home\"\"\nin two lines\",5.5\n"
                + "\n"
                + "b.jpg,no-face,noface,,\n");
    assertThat(manifest.entries()).hasSize(2);
    ManifestEntry first = manifest.entries().get(0);
    assertThat(first.column("notes")).isEqualTo("a man, \"at home\"\nin two lines");
    assertThat(first.seconds()).isEqualTo(5.5);
    assertThat(first.stem()).isEqualTo("a");
    assertThat(first.folder()).isEqualTo("live");
    ManifestEntry second = manifest.entries().get(1);
    assertThat(second.seconds()).isNull();
    assertThat(second.column("source_repo")).isEmpty();
    assertThat(manifest.locate(second)).isEqualTo(folder.toAbsolutePath().resolve("b.jpg"));
  }

  @Test
  void saysEverythingThatIsWrongWithTheLine() {
    assertThatThrownBy(
            () ->
                read(
                    "path,category,label,seconds\n"
                        + "a.mp4,live,,\n"
                        + "../b.mp4,live,live,soon\n"
                        + "c.mp4,live\n"
                        + "./x/../a.mp4,live,live,3\n"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("line 2 has no label")
        .hasMessageContaining("line 3 has the path '../b.mp4', which leaves the manifest's folder")
        .hasMessageContaining("line 3 has seconds 'soon', which is no length of time")
        .hasMessageContaining("line 4 has 2 fields where the header has 4")
        .hasMessageContaining("line 5 names 'a.mp4' again, after line 2");
  }

  @Test
  void countsLinesAndNotRows() {
    assertThatThrownBy(
            () ->
                read(
                    "path,category,label,notes\n"
                        + "a.mp4,live,live,\"in\ntwo lines\"\n"
                        + "\n"
                        + "b.mp4,live,,\n"))
        .hasMessageContaining("line 5 has no label");
  }

  @Test
  void namesTheColumnsItLacks() {
    assertThatThrownBy(() -> read("path,kind\na,b\n"))
        .hasMessageContaining("line 1 lacks the columns category, label");
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("line 1 is empty; the first line names the columns");
    assertThatThrownBy(() -> read("path,category,label\n\"a,b,c\n"))
        .hasMessageContaining("line 2 opens a double quote that is never closed");
    assertThatThrownBy(() -> Manifest.read(folder.resolve("none.csv")))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void takesMarkedFacesAndBlinksOfItsOwnFilesOnly() throws Exception {
    Files.createDirectories(folder.resolve("annotations"));
    Files.writeString(
        folder.resolve("annotations/faces_gt.csv"),
        "path,x,y,w,h,ignore\n./a.jpg,1,2,3,4,0\na.jpg,5,6,7,8,1\nz.jpg,1,2,3,4,0\na.jpg,?,2,3,4,0\n");
    Files.writeString(
        folder.resolve("annotations/blink_gt.csv"),
        "path,seconds_checked,blinks,closed_at_seconds,remark\n"
            + "./a.jpg,6.5,2,0.8; 2.3-2.4,narrow\nz.jpg,1,1,0.5,\na.jpg,1,3,0.5,\n");
    Annotations annotations =
        Annotations.beside(read("path,category,label\n././a.jpg,face-hard,face\n"));
    assertThat(annotations.faces())
        .containsExactly(new Annotations.MarkedFace("a.jpg", 1, 2, 3, 4));
    assertThat(annotations.blinks())
        .containsExactly(
            new MarkedBlinks("a.jpg", 6.5, List.of(new Shut(0.8, 0.8), new Shut(2.3, 2.4))));
    assertThat(annotations.notes())
        .satisfiesExactly(
            face -> assertThat(face).contains("line 5 is no box"),
            blink ->
                assertThat(blink)
                    .contains("line 4 marks no blinks: blinks is 3 and closed_at_seconds has 1"));
  }

  @Test
  void hasNoAnnotationsWithoutTheirFolder() throws Exception {
    Annotations annotations = Annotations.beside(read("path,category,label\na,live,live\n"));
    assertThat(annotations.faces()).isEmpty();
    assertThat(annotations.blinks()).isEmpty();
    assertThat(annotations.notes()).isEmpty();
  }

  private Manifest read(String text) throws IOException, ManifestException {
    return Manifest.read(Files.writeString(folder.resolve("manifest.csv"), text));
  }
}
