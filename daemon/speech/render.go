package speech

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Book lists the clients and campaigns whose names are spoken.
type Book interface {
	Clients(ctx context.Context) ([]dialer.Client, error)
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
}

// API is where the command line asks for the same: a daemon, or a house of its own.
type API interface {
	Clients(ctx context.Context) ([]verb.Client, error)
	Campaigns(ctx context.Context) ([]verb.Campaign, error)
}

// Render makes every sound in use that is missing or was made for other words: the cues to agents, the guard's reasons
// and what each campaign needs. With all it makes also those that no call plays: of recording where it is off, and of
// what is not in use yet. It gives what it made and what it kept, also beside an error.
func Render(ctx context.Context, set Settings, api API, all bool) ([]verb.SoundMade, error) {
	c, err := overAPI(ctx, set, api)
	if err != nil {
		return nil, err
	}
	return c.render(ctx, all)
}

func (c catalogue) render(ctx context.Context, all bool) (made []verb.SoundMade, err error) {
	clips, fault := c.wanted()
	if all {
		clips, made = c.spare(clips)
	}
	more, err := makeClips(ctx, c.set.Dir, voices(c.set.Voices), clips)
	return append(made, more...), errors.Join(fault, err)
}

// ofBook is the catalogue of the book as it is now.
func ofBook(ctx context.Context, set Settings, b Book) (catalogue, error) {
	clients, err := b.Clients(ctx)
	if err != nil {
		return catalogue{}, err
	}
	campaigns, err := b.Campaigns(ctx)
	return catalogue{set: set, clients: clients, campaigns: campaigns}, err
}

// overAPI is ofBook from the answers of the API, which have all that is spoken.
func overAPI(ctx context.Context, set Settings, api API) (catalogue, error) {
	clients, err := api.Clients(ctx)
	if err != nil {
		return catalogue{}, err
	}
	campaigns, err := api.Campaigns(ctx)
	if err != nil {
		return catalogue{}, err
	}
	c := catalogue{set: set}
	for _, answer := range clients {
		client := dialer.Client{
			ID: dialer.ClientID(answer.ID), Spoken: answer.Spoken, Internal: answer.Internal, Phone: answer.Phone,
		}
		for _, n := range answer.Visible {
			client.Visible = append(client.Visible, dialer.Number(n))
		}
		c.clients = append(c.clients, client)
	}
	for _, answer := range campaigns {
		i := slices.IndexFunc(c.clients, func(c dialer.Client) bool { return string(c.ID) == answer.Client })
		if i < 0 {
			return catalogue{}, fmt.Errorf("campaign %s: client %s is not in the book", answer.ID, answer.Client)
		}
		c.campaigns = append(c.campaigns, dialer.Campaign{
			ID: dialer.CampaignID(answer.ID), Client: c.clients[i], Subject: answer.Subject,
			Visible: dialer.Number(answer.Visible), Language: answer.Language,
			Sources: verb.Each(answer.Sources, func(s verb.Source) dialer.Source {
				return dialer.Source{Name: s.Name, Spoken: s.Spoken}
			}),
		})
	}
	return c, nil
}
