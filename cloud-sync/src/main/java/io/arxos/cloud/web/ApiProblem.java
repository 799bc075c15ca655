package io.arxos.cloud.web;

/// A refusal for the caller: RFC 9457 problem details.
///
/// @see Answers#problem
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final String detail;

  private ApiProblem(int status, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /// For people.
  String detail() {
    return detail;
  }

  static ApiProblem badRequest(String detail) {
    return new ApiProblem(400, "That cannot be done like this", detail);
  }

  static ApiProblem notLoggedIn() {
    return new ApiProblem(
        401, "Not logged in", "Open a login link. Make one with: arxos cloud login");
  }

  static ApiProblem forbidden(String detail) {
    return new ApiProblem(403, "Not permitted", detail);
  }

  static ApiProblem notFound(String detail) {
    return new ApiProblem(404, "Not found", detail);
  }

  static ApiProblem conflict(String detail) {
    return new ApiProblem(409, "Not now", detail);
  }

  static ApiProblem starting() {
    return new ApiProblem(503, "Starting", "The cloud is starting; try again in a few seconds.");
  }

  static ApiProblem busy(String detail) {
    return new ApiProblem(503, "Not available", detail);
  }

  static ApiProblem internal() {
    return new ApiProblem(
        500, "Something is wrong here", "This did not work. The cause is in the cloud's log.");
  }

  static ApiProblem of(int status) {
    return switch (status) {
      case 404 -> notFound("There is nothing at this address.");
      case 405 -> new ApiProblem(405, "Not possible", "This address does not take that method.");
      case 413 -> new ApiProblem(413, "Too large", "The request is too large.");
      case 400 -> badRequest("The request cannot be read.");
      default -> internal();
    };
  }
}
