package io.arxos.driver.coap.oscore;

import com.upokecenter.cbor.CBORObject;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.oscore.CoapOSException;
import org.eclipse.californium.oscore.ErrorDescriptions;
import org.eclipse.californium.oscore.OSException;
import org.eclipse.californium.oscore.OSSerializer;
import org.eclipse.californium.oscore.OscoreOptionDecoder;
import org.eclipse.californium.scandium.dtls.cipher.CCMBlockCipher;
import org.jspecify.annotations.Nullable;

/// What the OSCORE option of a message says (RFC 8613, 6.1), and whether the message is genuine.
///
/// @param number of the sender; [#NONE] when it says none
/// @param device who has sealed it; null in an answer
/// @param context the ID Context; null when it says none
@SuppressWarnings("ArrayRecordComponent") // never compared
record Seal(int number, byte @Nullable [] device, byte @Nullable [] context) {
  static final int NONE = -1;

  private static final int RESERVED = 0xE0;
  private static final int NUMBER_BYTES_MAX = 4;
  private static final int TAG_BYTES = 8;

  static Seal of(byte[] option) throws CoapOSException {
    var decoder = new OscoreOptionDecoder(option);
    boolean reserved = option.length > 0 && (option[0] & RESERVED) != 0;
    byte[] number = decoder.getPartialIV();
    boolean far =
        number != null && (number.length > NUMBER_BYTES_MAX || decoder.getSequenceNumber() < 0);
    if (reserved || far) {
      throw new CoapOSException(ErrorDescriptions.FAILED_TO_DECODE_COSE, ResponseCode.BAD_OPTION);
    }
    return new Seal(
        number == null ? NONE : decoder.getSequenceNumber(),
        decoder.getKid(),
        decoder.getIdContext());
  }

  /// Refuses a request that was heard before, or is not genuine. The library would do it, and write
  /// a page about it to standard error each time.
  void check(Context context, Message request) throws CoapOSException {
    try {
      context.checkIncomingSeq(number);
      byte[] nonce = nonce(number, context.getRecipientId(), context);
      open(context, nonce, aad(context, number, context.getRecipientId(), request), request);
    } catch (OSException e) {
      boolean seen = ErrorDescriptions.REPLAY_DETECT.equals(e.getMessage());
      throw new CoapOSException(
          seen ? ErrorDescriptions.REPLAY_DETECT : ErrorDescriptions.DECRYPTION_FAILED,
          seen ? ResponseCode.UNAUTHORIZED : ResponseCode.BAD_REQUEST);
    }
  }

  /// Refuses an answer that is not genuine.
  ///
  /// @param asked number of the question
  void check(Context context, Message response, int asked) throws OSException {
    byte[] nonce =
        number == NONE
            ? nonce(asked, context.getSenderId(), context)
            : nonce(number, context.getRecipientId(), context);
    open(context, nonce, aad(context, asked, context.getSenderId(), response), response);
  }

  private static byte[] nonce(int number, byte[] id, Context context) throws OSException {
    return OSSerializer.nonceGeneration(
        OSSerializer.processPartialIV(number), id, context.getCommonIV(), context.getIVLength());
  }

  private static byte[] aad(Context context, int number, byte[] id, Message message) {
    byte[] external =
        OSSerializer.serializeAAD(CoAP.VERSION, context.getAlg(), number, id, message.getOptions());
    return CBORObject.NewArray().Add("Encrypt0").Add(new byte[0]).Add(external).EncodeToBytes();
  }

  private static void open(Context context, byte[] nonce, byte[] aad, Message message)
      throws OSException {
    byte[] sealed = message.getPayload();
    if (sealed == null || sealed.length <= TAG_BYTES) {
      throw new OSException(ErrorDescriptions.DECRYPTION_FAILED);
    }
    try {
      var key = new SecretKeySpec(context.getRecipientKey(), "AES");
      CCMBlockCipher.decrypt(key, nonce, aad, sealed, TAG_BYTES);
    } catch (GeneralSecurityException _) {
      throw new OSException(ErrorDescriptions.DECRYPTION_FAILED);
    }
  }
}
