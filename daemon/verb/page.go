package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func pages() []Declared { return []Declared{LinkPage} }

// PageLink lets its person into the page, once.
type PageLink struct {
	URL   string    `json:"url"`
	Until time.Time `json:"until"`
}

// LinkPage gives a person who asks a link of their own. The socket says who that is.
var LinkPage = Verb[Nothing, PageLink]{
	Name: "page link", Method: Post, Path: "/page/link", Summary: "A link that lets you into the page, once",
	Says:  "{URL}",
	Roles: readersAndClients(), Own: OwnFiltered, Mine: mine(func(l PageLink, _ Owner) PageLink { return l }),
	Humans: true, Notes: dialer.FactSignIn,
	Help: `Print a link to the page of the floor. It opens the page in a browser of this
machine as the person that "ringevett person me" names, with that person's roles. It
works once, within a minute. The journal keeps who asked for it and who used it.

The page must be switched on: page.listen in the configuration.

Exit codes: 0 printed; 2 refused.`,
}
