import CLinux

cox_hold_standard_streams()
Launch.run(Array(CommandLine.arguments.dropFirst()))
