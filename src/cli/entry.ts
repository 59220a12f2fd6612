// The built command's entry. What Node 20 lacks of the language's library is added first; newer versions have all of it.
import "core-js/actual/array/from-async.js";
import "core-js/actual/async-disposable-stack/index.js";
import "core-js/actual/map/group-by.js";
import "core-js/actual/object/group-by.js";
import "core-js/actual/promise/with-resolvers.js";
import "./main.ts";
