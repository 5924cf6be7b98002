import Glibc
import Harness

/// DuckDB over the same events, through its Python module.
struct DuckDBPeer {
  private let python: String
  private let database: String

  /// Finds a Python with DuckDB in the peers' cache, else in PATH; nil where neither has it.
  static func find(cache: String?, folder: String) -> DuckDBPeer? {
    let pythons = [cache.map { "\($0)/venv/bin/python" }, "python3"].compactMap(\.self)
    let found = pythons.first { python in
      (try? run(python, ["-c", "import duckdb"]))?.status == .code(0)
    }
    return found.map { DuckDBPeer(python: $0, database: "\(folder)/duck.db") }
  }

  /// Reads the events of a file into a table: who, what and in which week.
  func load(_ file: String) throws(HarnessFailure) {
    _ = try ask(
      """
      columns = "{'subject':'VARCHAR','type':'VARCHAR','time':'VARCHAR'}"
      db.execute("create table ev as select subject, type,"
        " cast(floor(epoch(time::timestamp)/604800) as int) as wk from read_json('" + sys.argv[3]
        + "', format='newline_delimited', columns=" + columns + ")")
      db.execute("checkpoint")
      """, file)
  }

  /// Milliseconds of counting everybody's events week by week, the median of a few.
  func weeklyCounts() throws(HarnessFailure) -> Double {
    let said = try ask(
      """
      times = []
      for turn in range(6):
        begin = time.perf_counter()
        rows = db.execute("select subject, wk, count(*) from ev group by 1, 2").fetchall()
        times.append(time.perf_counter() - begin)
      print(1000 * sorted(times[1:])[2])
      """)
    guard
      let milliseconds = said.split(whereSeparator: \.isWhitespace).first.flatMap({ Double($0) })
    else { throw HarnessFailure("DuckDB says \(said)") }
    return milliseconds
  }

  private func ask(_ script: String, _ more: String...) throws(HarnessFailure) -> String {
    let opening = """
      import duckdb, sys, time
      db = duckdb.connect(sys.argv[1])
      db.execute("set threads=" + sys.argv[2])
      """
    let result = try run(
      python, ["-c", opening + "\n" + script, database, "\(coreCount())"] + more)
    guard result.status == .code(0) else {
      throw HarnessFailure("DuckDB failed: \(result.errorOutputText)")
    }
    return result.outputText
  }
}
