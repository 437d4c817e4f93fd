package io.spanwire.bench.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.spanwire.bench.BenchFailed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.FlightRecorderMXBean;

/** The management beans (JMX) of a JVM of this machine, which needs no option for it. */
public final class JvmManagement implements AutoCloseable {
    private static final String REQUESTS = "kafka.network:type=RequestMetrics,name=RequestsPerSec,*";

    private static final String FLIGHT_RECORDER = "jdk.management.jfr:type=FlightRecorder";

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private JvmManagement(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /** Attaches to the JVM of a server. */
    @SuppressWarnings("BanJNDI") // the address comes from the JVM that the bench has started
    public static JvmManagement of(ProcessTree tree) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(tree.jvm()));
            try {
                JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
                return new JvmManagement(JMXConnectorFactory.connect(address));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw failure(e);
        }
    }

    /** The bytes of the heap in use after a full collection. */
    public long heapAfterCollection() {
        try {
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** How many requests the embedded broker has received, by API; empty when the JVM has no broker. */
    public Map<String, Long> brokerRequests() {
        try {
            Map<String, Long> requests = new TreeMap<>();
            for (ObjectName bean : beans.queryNames(new ObjectName(REQUESTS), null)) {
                requests.merge(bean.getKeyProperty("request"), (Long) beans.getAttribute(bean, "Count"), Long::sum);
            }
            return requests;
        } catch (JMException | IOException e) {
            throw failure(e);
        }
    }

    /** Starts JDK Flight Recorder; the JVM must not write an archive of its classes at its end, which turns it off. */
    public FlightRecording startRecording() {
        try {
            return FlightRecording.start(
                    ManagementFactory.newPlatformMXBeanProxy(beans, FLIGHT_RECORDER, FlightRecorderMXBean.class));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static BenchFailed failure(Exception cause) {
        return new BenchFailed("The JVM's management beans cannot be read: " + cause, cause);
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
