package io.spanwire.edge.server;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * The check of what an HTTP/1.1 request says about its host and the end of its body, beyond what Netty checks: one Host,
 * no header without a name, and no transfer coding but {@code chunked}. After a request whose end is uncertain nothing of the connection is read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 3.2 and 6.3</a>
 */
final class RequestFraming {
    private static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf(RequestFraming.class, "refused");
    private static final Problem UNFRAMED =
            Problems.MALFORMED.because("Send one Host, and no Transfer-Encoding but chunked.");

    private RequestFraming() {}

    /** Wraps the handler of all requests. */
    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            Channel channel = ((ConnectionBase) request.connection()).channel();
            if (request.version() == HttpVersion.HTTP_2) {
                handler.handle(request);
            } else if (!channel.hasAttr(REFUSED)) {
                if (isCertain(request.version(), request.headers())) {
                    handler.handle(request);
                } else {
                    refuse(request, channel);
                }
            }
        };
    }

    static boolean isCertain(HttpVersion version, MultiMap headers) {
        int hosts = headers.getAll(HttpHeaders.HOST).size();
        if (hosts > 1 || (hosts == 0 && version == HttpVersion.HTTP_1_1) || headers.contains("")) {
            return false;
        }
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return true;
        }
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    }

    private static void refuse(HttpServerRequest request, Channel channel) {
        channel.attr(REFUSED).set(true);
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Responses.problem(request.response(), UNFRAMED);
        request.connection().close();
    }
}
