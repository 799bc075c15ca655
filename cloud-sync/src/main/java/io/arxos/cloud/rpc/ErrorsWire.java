package io.arxos.cloud.rpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/// Errors with a reason that programs can act on (AIP-193).
final class ErrorsWire {
  private static final String DOMAIN = "arxos.io";

  private ErrorsWire() {}

  static StatusRuntimeException invalid(String reason, String message) {
    return error(Code.INVALID_ARGUMENT, reason, message);
  }

  static StatusRuntimeException notFound(String reason, String message) {
    return error(Code.NOT_FOUND, reason, message);
  }

  static StatusRuntimeException outOfRange(String reason, String message) {
    return error(Code.OUT_OF_RANGE, reason, message);
  }

  static StatusRuntimeException exhausted(String reason, String message) {
    return error(Code.RESOURCE_EXHAUSTED, reason, message);
  }

  static StatusRuntimeException unavailable(String message) {
    return error(Code.UNAVAILABLE, "UNAVAILABLE", message);
  }

  private static StatusRuntimeException error(Code code, String reason, String message) {
    ErrorInfo info = ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).build();
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(Any.pack(info))
            .build());
  }
}
