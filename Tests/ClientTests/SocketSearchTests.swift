import Client
import Testing

private func search(
  socket: String? = nil, team: String? = nil, user: [String] = [], system: [String] = []
) -> SocketSearch {
  SocketSearch(socket: socket, team: team, folders: ["/user", "/run"]) {
    $0 == "/user" ? user : system
  }
}

@Suite("Which daemon a command talks to")
struct SocketSearchTests {
  @Test("a named socket wins, then a named team, first in the user's folder")
  func named() throws {
    #expect(try search(socket: "/x.sock", team: "a", user: ["b.sock"]).find() == "/x.sock")
    #expect(
      try search(team: "a", user: ["a.sock"], system: ["a.sock"]).find() == "/user/a.sock")
    #expect(
      try search(team: "a", user: ["b.sock"], system: ["a.sock"]).find() == "/run/a.sock")
    // A team that has no socket yet is looked for where the system would have it.
    #expect(try search(team: "a").find() == "/run/a.sock")
  }

  @Test("options and variables count in the order that the manual gives")
  func order() throws {
    func find(_ socket: String?, _ team: String?, _ variables: [String: String]) throws -> String {
      try SocketSearch(
        socket: socket, team: team, environment: { variables[$0] },
        sockets: { $0 == "/user/coxswain" ? ["a.sock", "b.sock"] : [] }
      ).find()
    }
    let both = ["COX_SOCKET": "/y.sock", "COX_TEAM": "a", "XDG_RUNTIME_DIR": "/user"]
    #expect(try find("/x.sock", "b", both) == "/x.sock")
    #expect(try find(nil, "b", both) == "/y.sock")
    let team = ["COX_TEAM": "a", "XDG_RUNTIME_DIR": "/user"]
    #expect(try find(nil, "b", team) == "/user/coxswain/b.sock")
    #expect(try find(nil, nil, team) == "/user/coxswain/a.sock")
    #expect(try find(nil, "b", [:]) == "/run/coxswain/b.sock")
  }

  @Test("the only socket of the user's folder comes before the only one of the system's")
  func only() throws {
    #expect(try search(user: ["a.sock"], system: ["b.sock", "c.sock"]).find() == "/user/a.sock")
    #expect(try search(system: ["b.sock"]).find() == "/run/b.sock")
  }

  @Test("several sockets are never chosen from, they are listed in order")
  func several() {
    #expect(throws: ClientFault.severalSockets(["/user/a.sock", "/user/b.sock", "/run/c.sock"])) {
      try search(user: ["b.sock", "a.sock"], system: ["c.sock"]).find()
    }
    #expect(throws: ClientFault.severalSockets(["/run/a.sock", "/run/b.sock"])) {
      try search(system: ["b.sock", "a.sock"]).find()
    }
  }

  @Test("no socket, a name that is none, and a path too long are told apart")
  func none() {
    #expect(throws: ClientFault.noSocket(folders: ["/user", "/run"])) { try search().find() }
    #expect(throws: ClientFault.badTeam("../x")) { try search(team: "../x").find() }
    let long = "/" + String(repeating: "x", count: 107)
    #expect(throws: ClientFault.pathTooLong(long)) { try search(socket: long).find() }
  }

  @Test(
    "a team's name is a small letter and up to twenty more",
    arguments: [
      ("acme", true), ("a", true), ("a-1", true), ("a" + String(repeating: "b", count: 20), true),
      ("a" + String(repeating: "b", count: 21), false), ("", false), ("1a", false), ("A", false),
      ("a_b", false), ("é", false), ("-a", false),
    ])
  func teamNames(name: String, isOne: Bool) { #expect(SocketSearch.isTeam(name) == isOne) }

  @Test(
    "a server is trusted that is root, us, or the folder's owner, and no other",
    arguments: [
      (0, 1001, 1002, true), (1001, 1001, nil, true), (1002, 1001, 1002, true),
      (1003, 1001, 1002, false), (1003, 1001, nil, false), (65_534, 1001, 1002, false),
    ] as [(UInt32, UInt32, UInt32?, Bool)])
  func trust(uid: UInt32, own: UInt32, owner: UInt32?, isTrusted: Bool) {
    let place = owner.map { SocketPlace(socketOwner: uid, folderOwner: $0, isFolderShared: false) }
    #expect(ServerTrust.accepts(uid: uid, own: own, place: place) == isTrusted)
  }

  @Test(
    "whoever was handed a socket of root's or ours is trusted where nobody else can put one",
    arguments: [
      (SocketPlace(socketOwner: 0, folderOwner: 0, isFolderShared: false), true),
      (SocketPlace(socketOwner: 1001, folderOwner: 1001, isFolderShared: false), true),
      (SocketPlace(socketOwner: 0, folderOwner: 0, isFolderShared: true), false),
      (SocketPlace(socketOwner: 62_432, folderOwner: 0, isFolderShared: false), false),
      (SocketPlace(socketOwner: 0, folderOwner: 1002, isFolderShared: false), false),
    ])
  func handed(place: SocketPlace, isTrusted: Bool) {
    #expect(ServerTrust.accepts(uid: 62_432, own: 1001, place: place) == isTrusted)
  }
}
