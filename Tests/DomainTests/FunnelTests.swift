import Testing

import Domain

