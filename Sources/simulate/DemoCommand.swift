import ArgumentParser
import Demo
import Harness

/// Plays a year through a real daemon and shows what its people would see.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play a simulated year through a daemon of its own and show the screens.")

  @Option(help: "Where coxswaind and cox are; by default beside this program.")
  var binDir: String?
  @Flag(help: "Leave the daemon running and say how to talk to it.") var keep = false
  @Option(help: "Same seed, same team.") var seed: UInt64 = 1

  func run() throws {
    let programs = try binDir ?? ownExecutable().folder
    let folder = try TemporaryFolder()
    do {
      try play(programs, folder)
    } catch {
      if !keep { folder.remove() }
      throw error
    }
  }

  private func play(_ programs: String, _ folder: TemporaryFolder) throws(HarnessFailure) {
    let demo = Demo(seed: seed)
    say(
      """
      A year of twelve people: Greg and Nora manage ten reps, \(demo.feed.count) events (seed \(seed)).
      There is leave, a deal handed over, somebody who changes teams and a sick note that comes late;
      there are goals, and quotas that follow from them.
      A daemon with a test clock takes it all through its socket; its state is in
      \(folder.path).

      """)
    let daemon = try start(programs, folder, demo)
    do {
      let screens = Screens(programs: programs, socket: daemon.socket)
      try screens.apply(playbook: demo.playbook, in: folder)
      try Playback(programs: programs, socket: daemon.socket, demo: demo).run()
      try screens.show(traceDeal: demo.traceDeal, of: demo.traceMember)
    } catch {
      daemon.kill()
      throw HarnessFailure("\(error)\n\(daemon.log)")
    }
    if keep {
      daemon.leave()
      say(farewell(daemon, programs, folder, demo))
    } else {
      let status = daemon.stop()
      guard status == .code(0) else {
        throw HarnessFailure("the daemon ended with \(status):\n\(daemon.log)")
      }
      folder.remove()
      say(
        """

        The daemon has stopped and its state is removed. To go on from here, with every number's
        reasons (cox --why) and a week of your own to log:  make demo KEEP=1
        """)
    }
  }

  private func start(
    _ programs: String, _ folder: TemporaryFolder, _ demo: Demo
  ) throws(HarnessFailure) -> DaemonProcess {
    let (binary, socket) = ("\(programs)/coxswaind", "\(folder.path)/demo.sock")
    let state = "\(folder.path)/state"
    guard keep else {
      return try DaemonProcess(
        binary: binary, socket: socket, state: state,
        options: ["--test-clock", demo.start, "--exit-with-parent"])
    }
    return try DaemonProcess(
      outliving: binary, team: "demo", socket: socket, state: state,
      options: ["--test-clock", demo.start], messages: "\(folder.path)/coxswaind.log")
  }

  private func farewell(
    _ daemon: DaemonProcess, _ programs: String, _ folder: TemporaryFolder, _ demo: Demo
  ) -> String {
    """

    The daemon goes on (process \(daemon.pid)). To talk to it:
      export COX_SOCKET=\(daemon.socket) PATH=\(programs):$PATH
      cox --as marc
      cox plan --as marc --what-if goal=300k
      cox goal accept --as lena
      cox log conversation acme --minutes 25 --as lena
      cox week --why conversation --as todd
      cox team --why --as greg
      cox team --as nora
      cox trace \(demo.traceDeal ?? "D-101") --as \(demo.traceMember)
      cox tail --from start | head
      cox rpc clock.advance '{"to":"2026-11-23T12:00:00Z"}'
    To stop it:
      kill \(daemon.pid) && rm -r \(folder.path)
    """
  }
}

/// Prints a text at once, before what the programs we run print.
func say(_ text: String) {
  try? writeAll(1, Array((text + "\n").utf8), "standard output")
}
