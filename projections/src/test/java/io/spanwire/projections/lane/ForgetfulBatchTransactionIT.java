package io.spanwire.projections.lane;

/** The same, by a lane that asks the database first. */
class ForgetfulBatchTransactionIT extends BatchTransactionIT {
    @Override
    boolean remembers() {
        return false;
    }
}
