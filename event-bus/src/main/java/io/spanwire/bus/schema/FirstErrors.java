package io.spanwire.bus.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;

/** The errors of one validation, which it ends when there are enough: a small body can have thousands. */
final class FirstErrors extends ArrayList<Error> {
    private static final long serialVersionUID = 1L;

    private final int max;

    FirstErrors(int max) {
        this.max = max;
    }

    /** Ends the validation. Has no stack trace. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough errors", null, false, false);
        }
    }

    @Override
    public boolean add(Error error) {
        super.add(error);
        if (size() >= max) {
            throw new Enough();
        }
        return true;
    }
}
