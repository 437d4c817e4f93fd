package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A keep-alive HTTPS connection with one request at a time, written and read as bytes: a full client would spend more of
 * the load generator's CPU than the server spends on its own.
 */
final class HttpConnection {
    private final NetSocket socket;
    private Buffer arrived = Buffer.buffer();
    private @Nullable String head;
    private int bodyAt;
    private int end;
    private @Nullable Promise<HttpAnswer> waiting;

    HttpConnection(NetSocket socket) {
        this.socket = socket;
        socket.handler(this::read);
        socket.exceptionHandler(this::fail);
        socket.closeHandler(closed -> fail(new IllegalStateException("the server closed the connection")));
    }

    Future<HttpAnswer> send(Buffer request) {
        Promise<HttpAnswer> answer = Promise.promise();
        waiting = answer;
        return socket.write(request).compose(written -> answer.future());
    }

    Future<Void> close() {
        return socket.close();
    }

    private void read(Buffer chunk) {
        arrived = arrived.length() == 0 ? chunk : arrived.appendBuffer(chunk);
        String known = head == null ? readHead() : head;
        if (known != null && arrived.length() >= end) {
            finish(known);
        }
    }

    private @Nullable String readHead() {
        String text = arrived.toString(StandardCharsets.ISO_8859_1);
        int empty = text.indexOf("\r\n\r\n");
        if (empty < 0) {
            return null;
        }
        String lines = text.substring(0, empty);
        bodyAt = empty + 4;
        end = bodyAt + ResponseHead.length(lines);
        head = lines;
        return lines;
    }

    private void finish(String lines) {
        HttpAnswer answer = new HttpAnswer(ResponseHead.status(lines), lines, arrived.getBytes(bodyAt, end));
        Promise<HttpAnswer> asked = waiting;
        head = null;
        waiting = null;
        arrived = Buffer.buffer();
        if (asked != null) {
            asked.complete(answer);
        }
    }

    private void fail(Throwable reason) {
        if (waiting != null) {
            waiting.tryFail(reason);
        }
    }
}
