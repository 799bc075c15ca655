package io.arxos.driver.coap.oscore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What we and one device share, as a line of words says it: `our-id=hex:01 device-id=hex:02
/// secret=hex:0a0b…`.
///
/// @param ours our Sender ID, which is the device's Recipient ID
/// @param theirs the device's Sender ID
/// @param context the ID Context; null for none
/// @param salt the Master Salt; null for none
@SuppressWarnings("ArrayRecordComponent") // compared by name
public record Keys(
    byte[] ours, byte[] theirs, byte @Nullable [] context, byte[] secret, byte @Nullable [] salt) {
  /// The nonce of AES-CCM-16-64-128 has 13 bytes, 6 of them for other things.
  private static final int ID_BYTES_MAX = 7;

  private static final int SECRET_BYTES_MIN = 16;
  private static final int CONTEXT_BYTES_MAX = 64;
  private static final int LINES_MAX = 1_000;
  private static final int FILE_BYTES_MAX = 1024 * 1024;

  private static final Set<String> WORDS =
      Set.of("our-id", "device-id", "secret", "salt", "context", "algorithm", "hkdf");

  /// The lines of a file; blank ones and `#` are left out.
  ///
  /// @throws IOException with a reason for people, which never has a secret in it
  public static List<Keys> read(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(file + " is too long");
    }
    var all = new ArrayList<Keys>();
    var there = new HashSet<String>();
    int number = 0;
    for (String line : Files.readAllLines(file, UTF_8)) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      try {
        Keys keys = of(line);
        if (!there.add(keys.device())) {
          throw new IllegalArgumentException("another device has this device-id and context");
        }
        all.add(keys);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    if (all.isEmpty() || all.size() > LINES_MAX) {
      throw new IOException(file + " has " + all.size() + " devices");
    }
    return List.copyOf(all);
  }

  /// Of one line.
  ///
  /// @throws IllegalArgumentException with a reason for people
  static Keys of(String line) {
    Map<String, String> words = new HashMap<>();
    for (String word : line.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      String name = equals < 1 ? "" : word.substring(0, equals);
      if (!WORDS.contains(name)) {
        throw new IllegalArgumentException(
            "every word must be such as our-id=hex:01, with one of " + sorted());
      }
      if (words.put(name, word.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(name + " is there twice");
      }
    }
    only(words, "algorithm", "AES-CCM-16-64-128");
    only(words, "hkdf", "HKDF-SHA-256");
    byte[] ours = required(words, "our-id");
    byte[] theirs = required(words, "device-id");
    byte[] secret = required(words, "secret");
    byte[] context = optional(words, "context");
    if (ours.length > ID_BYTES_MAX || theirs.length > ID_BYTES_MAX) {
      throw new IllegalArgumentException("an id has at most " + ID_BYTES_MAX + " bytes");
    }
    if (Arrays.equals(ours, theirs)) {
      throw new IllegalArgumentException("our-id and device-id must not be the same");
    }
    if (secret.length < SECRET_BYTES_MIN) {
      throw new IllegalArgumentException(
          "the secret must have at least " + SECRET_BYTES_MIN + " bytes");
    }
    if (context != null && context.length > CONTEXT_BYTES_MAX) {
      throw new IllegalArgumentException("context has at most " + CONTEXT_BYTES_MAX + " bytes");
    }
    return new Keys(ours, theirs, context, secret, optional(words, "salt"));
  }

  /// Names these keys and no others, without giving them away.
  String name() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : new byte[][] {ours, theirs, secret, orEmpty(salt), orEmpty(context)}) {
        digest.update((byte) part.length);
        digest.update((byte) (part.length >> Byte.SIZE));
        digest.update(part);
      }
      digest.update((byte) (context == null ? 0 : 1));
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// The device and its context, for comparing.
  private String device() {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(theirs) + (context == null ? "" : "/" + hex.formatHex(context));
  }

  private static byte[] orEmpty(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  private static void only(Map<String, String> words, String name, String value) {
    if (!words.getOrDefault(name, value).equals(value)) {
      throw new IllegalArgumentException(name + " can only be " + value);
    }
  }

  private static byte[] required(Map<String, String> words, String name) {
    byte[] bytes = optional(words, name);
    if (bytes == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return bytes;
  }

  private static byte @Nullable [] optional(Map<String, String> words, String name) {
    String text = words.get(name);
    if (text == null) {
      return null;
    }
    try {
      return text.startsWith("hex:")
          ? HexFormat.of().parseHex(text.substring("hex:".length()))
          : text.startsWith("base64:")
              ? Base64.getDecoder().decode(text.substring("base64:".length()))
              : text.getBytes(UTF_8);
    } catch (IllegalArgumentException _) { // its words may have the secret in them
      throw new IllegalArgumentException(name + " is not hex:… or base64:…");
    }
  }

  private static List<String> sorted() {
    return WORDS.stream().sorted().toList();
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "OSCORE " + HexFormat.of().formatHex(ours) + " to " + device();
  }
}
