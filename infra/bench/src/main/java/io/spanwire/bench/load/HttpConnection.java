package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A keep-alive HTTPS connection with one request at a time. It reads and writes bytes itself, because a full HTTP client
 * would use more CPU for a request than the server does.
 */
final class HttpConnection {
    private final NetSocket socket;
    private Buffer received = Buffer.buffer();
    private @Nullable String head;
    private int bodyStart;
    private int end;
    private @Nullable Promise<HttpResponse> pending;

    HttpConnection(NetSocket socket) {
        this.socket = socket;
        socket.handler(this::read);
        socket.exceptionHandler(this::fail);
        socket.closeHandler(closed -> fail(new IllegalStateException("the server closed the connection")));
    }

    Future<HttpResponse> send(Buffer request) {
        Promise<HttpResponse> response = Promise.promise();
        pending = response;
        return socket.write(request).compose(written -> response.future());
    }

    Future<Void> close() {
        return socket.close();
    }

    private void read(Buffer chunk) {
        received = received.length() == 0 ? chunk : received.appendBuffer(chunk);
        String completeHead = head == null ? readHead() : head;
        if (completeHead != null && received.length() >= end) {
            finish(completeHead);
        }
    }

    private @Nullable String readHead() {
        String text = received.toString(StandardCharsets.ISO_8859_1);
        int emptyLine = text.indexOf("\r\n\r\n");
        if (emptyLine < 0) {
            return null;
        }
        String lines = text.substring(0, emptyLine);
        bodyStart = emptyLine + 4;
        end = bodyStart + ResponseHead.bodyLength(lines);
        head = lines;
        return lines;
    }

    private void finish(String lines) {
        HttpResponse response = new HttpResponse(ResponseHead.status(lines), lines, received.getBytes(bodyStart, end));
        Promise<HttpResponse> promise = pending;
        head = null;
        pending = null;
        received = Buffer.buffer();
        if (promise != null) {
            promise.complete(response);
        }
    }

    private void fail(Throwable reason) {
        if (pending != null) {
            pending.tryFail(reason);
        }
    }
}
