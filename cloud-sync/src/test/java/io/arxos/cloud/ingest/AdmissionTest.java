package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AdmissionTest {
  @Test
  void aThousandAtOnceAreLetInOneAfterTheOther() {
    var admission = new Admission(0);
    long longest = 0;
    int in = 0;
    for (int i = 0; i < 1000; i++) {
      long wait = admission.admit(0);
      in += wait == 0 ? 1 : 0;
      longest = Math.max(longest, wait);
    }
    assertEquals(100, in);
    assertTrue(longest > 10_000 && longest <= 60_000, longest + " ms");
    assertEquals(0, admission.admit(1_000_000_000L), "a second later there is room");
  }
}
